package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;

/**
 * Counts how often an event has ended its worker: a mark is set before the work and removed after
 * it, so a mark that is found was left by a process that died in between.
 */
final class Attempts {
  private static final byte[] MARK = {};

  private final ObjectStore store;
  private final String service;

  Attempts(ObjectStore store, String service) {
    this.store = store;
    this.service = service;
  }

  /** Sets a mark; false if it stands already. */
  boolean begin(String eventId, int attempt) throws StoreException {
    return store.putIfAbsent(
        ObjectKeys.attempt(service, eventId, attempt), MARK, "application/octet-stream");
  }

  /** Removes the marks up to one. */
  void end(String eventId, int attempt) throws StoreException {
    for (int n = attempt; n > 0; n--) {
      store.delete(ObjectKeys.attempt(service, eventId, n));
    }
  }
}
