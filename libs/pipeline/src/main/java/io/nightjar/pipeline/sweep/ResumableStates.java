package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which resumable uploads may still go on, or are remembered by whoever takes them in. Their parts,
 * and what they have become, are in good hands.
 */
final class ResumableStates {
  private static final int LARGEST = 2 * 1024 * 1024;

  private final ObjectStore store;
  private final Instant latest;
  private String asked = "";
  private boolean answer;

  /**
   * Asks a store.
   *
   * @param latest an upload that has expired until then is nobody's any more
   */
  ResumableStates(ObjectStore store, Instant latest) {
    this.store = store;
    this.latest = latest;
  }

  /** What this has to know of the document of an upload. */
  private record Document(Announced announced) {
    private record Announced(Instant expiresAt) {}
  }

  /**
   * Whether an upload has a state, and has not expired long ago. One whose state can't be read is
   * left alone. The last answer is remembered, as an upload's objects come one after the other.
   *
   * @param prefix where its states lie
   */
  boolean areHeld(String prefix) throws StoreException {
    if (!asked.equals(prefix)) {
      answer = look(prefix);
      asked = prefix;
    }
    return answer;
  }

  private boolean look(String prefix) throws StoreException {
    List<String> documents = new ArrayList<>();
    store.list(
        prefix,
        (ObjectStat object) -> {
          if (ObjectKeys.uploadRevisionOf(object.key()).isPresent()) {
            documents.add(object.key());
          }
        });
    if (documents.isEmpty()) {
      return false;
    }
    Optional<byte[]> newest = store.find(documents.getLast(), LARGEST);
    try {
      return newest.isEmpty() // a newer one was written in the meantime
          || Json.read(newest.get(), Document.class).announced().expiresAt().isAfter(latest);
    } catch (IOException unreadable) {
      return true;
    }
  }
}
