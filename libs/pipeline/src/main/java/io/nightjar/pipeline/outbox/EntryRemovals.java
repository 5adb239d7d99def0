package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the entries of published events, those of a moment with one request. If the process ends
 * in that moment, or the store fails, {@link OutboxRelay} publishes their events again under the
 * ids that they had, as after a crash between an event and its entry's removal. Thread-safe.
 */
final class EntryRemovals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EntryRemovals.class);

  /** So many S3 takes in one request. */
  private static final int MOST = 1_000;

  private final ObjectStore store;
  private final Duration gathering;
  private List<String> gathered = new ArrayList<>();

  /**
   * Removes from a store.
   *
   * @param gathering how long an entry may wait for others
   */
  EntryRemovals(ObjectStore store, Duration gathering) {
    this.store = store;
    this.gathering = gathering;
  }

  /** Removes an entry soon; at once, on the caller's thread, if as many wait as go together. */
  void add(String key) {
    boolean first;
    List<String> full = List.of();
    synchronized (this) {
      gathered.add(key);
      first = gathered.size() == 1;
      if (gathered.size() == MOST) {
        full = take();
      }
    }
    if (first) {
      Thread.ofVirtual().name("entry-removals").start(this::removeLater);
    }
    remove(full);
  }

  private synchronized List<String> take() {
    List<String> taken = gathered;
    gathered = new ArrayList<>();
    return taken;
  }

  private void removeLater() {
    try {
      Thread.sleep(gathering);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remove(take());
  }

  private void remove(List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    try {
      store.deleteAll(keys);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("entries", keys.size())
          .addKeyValue("cause", String.valueOf(e))
          .log("Entries of published recordings stay for the relay");
    }
  }

  /** Removes what waits. */
  @Override
  public void close() {
    remove(take());
  }
}
