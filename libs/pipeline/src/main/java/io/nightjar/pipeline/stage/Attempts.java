package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts how often a recording has ended its worker: a mark is set before the work and removed
 * after it, so a mark that is found was left by a process that died in between. A stage that broke
 * leaves its mark on purpose, with what it said.
 */
final class Attempts {
  private static final String MEDIA_TYPE = "text/plain";
  private static final String FAILED = "failed: ";
  private static final int LONGEST = 4096;
  private static final int LONGEST_FAILURE = 500;

  private final ObjectStore store;
  private final String service;

  Attempts(ObjectStore store, String service) {
    this.store = store;
    this.service = service;
  }

  /**
   * The mark of one attempt.
   *
   * @param owner tells this attempt from every other, so that a retry knows its own mark
   */
  record Mark(RecordingId recording, int attempt, String owner) {
    static Mark of(RecordingId recording, int attempt) {
      return new Mark(recording, attempt, UUID.randomUUID().toString());
    }
  }

  /** Sets a mark; false if another attempt's stands there. */
  boolean set(Mark mark) throws StoreException {
    byte[] owner = bytes(mark.owner());
    return store.putIfAbsent(key(mark), owner, MEDIA_TYPE)
        || store.find(key(mark), LONGEST).filter(found -> Arrays.equals(found, owner)).isPresent();
  }

  /** Notes on the mark how the stage broke. */
  void fail(Mark mark, RuntimeException how) throws StoreException {
    String text = String.valueOf(how);
    String told = FAILED + text.substring(0, Math.min(text.length(), LONGEST_FAILURE));
    store.put(key(mark), bytes(told), MEDIA_TYPE);
  }

  /** How the stage broke in an attempt, if it was the stage that did. */
  Optional<String> failure(RecordingId recording, int attempt) throws StoreException {
    return store
        .find(ObjectKeys.attempt(service, recording, attempt), LONGEST)
        .map(text -> new String(text, StandardCharsets.UTF_8))
        .filter(text -> text.startsWith(FAILED))
        .map(text -> text.substring(FAILED.length()));
  }

  /** Removes one mark: its attempt was given up in good order and does not count. */
  void withdraw(Mark mark) throws StoreException {
    store.delete(key(mark));
  }

  /** Removes the marks of a recording up to one, the last one first. */
  void forget(RecordingId recording, int attempt) throws StoreException {
    for (int n = attempt; n > 0; n--) {
      store.delete(ObjectKeys.attempt(service, recording, n));
    }
  }

  private String key(Mark mark) {
    return ObjectKeys.attempt(service, mark.recording(), mark.attempt());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
