package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.UnfinishedUpload;
import java.io.UncheckedIOException;

/** Listings of which each object is looked at as it comes, with further questions to the store. */
final class Listings {
  private final ObjectStore store;

  Listings(ObjectStore store) {
    this.store = store;
  }

  /** A look at something listed. */
  @FunctionalInterface
  interface Look<T> {
    void at(T listed) throws StoreException;
  }

  void objects(String prefix, Look<ObjectStat> look) throws StoreException {
    try {
      store.list(prefix, object -> look(look, object));
    } catch (UncheckedIOException e) {
      throw unwrapped(e);
    }
  }

  void uploads(Look<UnfinishedUpload> look) throws StoreException {
    try {
      store.listUploads("", upload -> look(look, upload));
    } catch (UncheckedIOException e) {
      throw unwrapped(e);
    }
  }

  private static <T> void look(Look<T> look, T listed) {
    try {
      look.at(listed);
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoreException unwrapped(UncheckedIOException e) {
    return e.getCause() instanceof StoreException fault
        ? fault
        : new StoreException("a listing broke", e);
  }
}
