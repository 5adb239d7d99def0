package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of uploads in the store: numbered documents that are written once. Who goes on from a
 * state writes the next number if it is free, so of two who do one is told that it was overtaken.
 *
 * <p>Older documents are removed, always the oldest first. A writer that slept through that could
 * find its number free again; so it looks afterwards whether the document that it went on from is
 * still there: none is removed before those that are older. Thread-safe.
 */
final class UploadStates {
  private static final Logger LOG = LoggerFactory.getLogger(UploadStates.class);
  private static final String JSON = "application/json";

  /** 10,000 parts at less than 100 bytes each, and the rest. */
  private static final int LARGEST = 2 * 1024 * 1024;

  private static final int MOST_LOOKS = 10;

  private final ObjectStore store;

  UploadStates(ObjectStore store) {
    this.store = store;
  }

  /** Writes the first state of a new upload. */
  Revision create(UploadState first) throws IOException {
    Revision revision = new Revision(0, first.writtenBy(nonce()), true);
    if (!write(revision)) {
      throw new StoreException("there is an upload already under the new id " + id(first));
    }
    return revision;
  }

  /**
   * The state that counts now.
   *
   * @param prefix where the states of an upload lie
   */
  Optional<Revision> find(String prefix) throws IOException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      List<String> documents = documents(prefix);
      if (documents.isEmpty()) {
        return Optional.empty();
      }
      String newest = documents.getLast();
      Optional<byte[]> json = store.find(newest, LARGEST);
      if (json.isPresent()) {
        return Optional.of(
            new Revision(
                number(newest), Json.read(json.get(), UploadState.class), documents.size() == 1));
      } // else a later one was written in the meantime, and this one removed
    }
    throw new StoreException("the states under " + prefix + " change faster than they are read");
  }

  /**
   * Writes the state that follows another, and removes those before it.
   *
   * @throws OvertakenException if somebody else has; nothing is changed then
   * @throws StoreException if the store failed: the state may be written or not
   */
  Revision commit(Revision from, UploadState next) throws IOException, OvertakenException {
    Revision revision = new Revision(from.number() + 1, next.writtenBy(nonce()), false);
    if (!write(revision)) {
      throw new OvertakenException();
    }
    if (!isStill(from)) {
      store.delete(key(revision));
      throw new OvertakenException();
    }
    return new Revision(revision.number(), revision.state(), removeBefore(revision, from));
  }

  /** A store that took the document, and whose answer was lost, refuses the next try. */
  private boolean write(Revision revision) throws IOException {
    String key = key(revision);
    return store.putIfAbsent(key, Json.bytes(revision.state()), JSON) || isStill(revision);
  }

  private boolean isStill(Revision revision) throws IOException {
    Optional<byte[]> json = store.find(key(revision), LARGEST);
    return json.isPresent()
        && Json.read(json.get(), UploadState.class).writer().equals(revision.state().writer());
  }

  /** In the order of their numbers: what is left where it fails is the youngest. */
  private boolean removeBefore(Revision revision, Revision from) {
    try {
      List<String> before = from.alone() ? List.of(key(from)) : documents(prefix(revision.state()));
      for (String document : before) {
        if (number(document) < revision.number()) {
          store.delete(document);
        }
      }
      return true;
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("upload", id(revision.state()))
          .addKeyValue("cause", String.valueOf(e))
          .log("Older states of an upload are left for later");
      return false;
    }
  }

  /** Removes all of an upload that has ended but its last state. */
  void removeRest(Revision last) throws StoreException {
    List<String> rest = new ArrayList<>();
    store.list(prefix(last.state()), object -> rest.add(object.key()));
    rest.remove(key(last));
    for (String key : rest) {
      store.delete(key);
    }
  }

  private List<String> documents(String prefix) throws StoreException {
    List<String> documents = new ArrayList<>();
    store.list(
        prefix,
        (ObjectStat object) -> {
          if (ObjectKeys.uploadRevisionOf(object.key()).isPresent()) {
            documents.add(object.key());
          }
        });
    return documents;
  }

  private static int number(String document) {
    return ObjectKeys.uploadRevisionOf(document).orElseThrow();
  }

  private static String key(Revision revision) {
    Announcement upload = revision.state().announced();
    return ObjectKeys.uploadState(upload.device(), upload.id(), revision.number());
  }

  private static String prefix(UploadState state) {
    return ObjectKeys.uploadStates(state.announced().device(), id(state));
  }

  private static RecordingId id(UploadState state) {
    return state.announced().id();
  }

  private static String nonce() {
    return UUID.randomUUID().toString();
  }
}
