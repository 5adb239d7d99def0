package io.nightjar.pipeline.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes the acceptances that crashed replicas, or a silent broker, left in the outbox. */
public final class OutboxRelay {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

  /** Entries that one sweep takes up; the rest is left to the next one. */
  private static final int MOST_ENTRIES = 10_000;

  /** So many in a row, and it is the broker or the store that fails, not the entry. */
  private static final int MOST_FAILURES = 3;

  private final ObjectStore store;
  private final Acceptance acceptance;
  private final Duration patience;
  private final InstantSource clock;
  private final AtomicInteger pending = new AtomicInteger();

  /**
   * Watches the outbox.
   *
   * @param patience how old an entry must be: a younger one is most likely in good hands
   */
  public OutboxRelay(
      ObjectStore store,
      Acceptance acceptance,
      Duration patience,
      MeterRegistry meters,
      InstantSource clock) {
    this.store = store;
    this.acceptance = acceptance;
    this.patience = patience;
    this.clock = clock;
    meters.gauge("nightjar.outbox.pending", pending);
  }

  /**
   * Goes through the outbox once. An entry that can't be finished now stays for the next time and
   * holds up no other; after a few of them in a row the rest waits, too.
   *
   * @return the entries that were finished
   * @throws StoreException if the outbox can't be listed
   */
  public int sweep() throws StoreException, InterruptedException {
    int finished = 0;
    int failures = 0;
    for (String entry : old()) {
      boolean done = resume(entry);
      finished += done ? 1 : 0;
      failures = done ? 0 : failures + 1;
      if (failures == MOST_FAILURES) {
        break;
      }
    }
    return finished;
  }

  private List<String> old() throws StoreException {
    List<String> old = new ArrayList<>();
    AtomicInteger seen = new AtomicInteger();
    Instant latest = clock.instant().minus(patience);
    store.list(
        ObjectKeys.OUTBOX,
        entry -> {
          seen.incrementAndGet();
          if (old.size() < MOST_ENTRIES && isOld(entry, latest)) {
            old.add(entry.key());
          }
        });
    pending.set(seen.get());
    return old;
  }

  private static boolean isOld(ObjectStat entry, Instant latest) {
    return !entry.lastModified().isAfter(latest);
  }

  private boolean resume(String entry) throws InterruptedException {
    try {
      acceptance.resume(entry);
      LOG.atInfo().addKeyValue("entry", entry).log("Finished an interrupted acceptance");
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("entry", entry)
          .addKeyValue("cause", String.valueOf(e))
          .log("An interrupted acceptance waits");
      return false;
    }
  }
}
