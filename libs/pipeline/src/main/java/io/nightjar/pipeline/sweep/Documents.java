package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.util.Optional;

/**
 * Which recordings have a document. They lie in the order of ids and all else in other orders, so
 * what is to be compared with them is gone through once for each block of ids.
 */
final class Documents {
  private final ObjectStore store;
  private final int block;

  /**
   * Those of a store.
   *
   * @param block how many ids are held at a time
   */
  Documents(ObjectStore store, int block) {
    this.store = store;
    this.block = block;
  }

  /** All ids of a range that have a document. */
  record Block(RecordingIds ids, Optional<RecordingId> above, Optional<RecordingId> to) {
    /** Whether an id is one of the range, and has no document. */
    boolean lacks(RecordingId id) {
      return isWithin(id) && !ids.contains(id);
    }

    private boolean isWithin(RecordingId id) {
      return (above.isEmpty() || RecordingIds.compare(id.value(), above.get().value()) > 0)
          && (to.isEmpty() || RecordingIds.compare(id.value(), to.get().value()) <= 0);
    }
  }

  /** Goes through all ids. */
  void blocks(Listings.Look<Block> look) throws StoreException {
    Optional<RecordingId> above = Optional.empty();
    do {
      RecordingIds ids = read(above);
      Optional<RecordingId> to = ids.isFull() ? Optional.of(ids.last()) : Optional.empty();
      look.at(new Block(ids, above, to));
      above = to;
    } while (above.isPresent());
  }

  private RecordingIds read(Optional<RecordingId> above) throws StoreException {
    RecordingIds ids = new RecordingIds(block);
    store.listWhile(
        ObjectKeys.RECORDINGS,
        above.map(ObjectKeys::recording).orElse(""),
        object -> {
          ObjectKeys.recordingOf(object.key()).ifPresent(ids::add);
          return !ids.isFull();
        });
    return ids;
  }
}
