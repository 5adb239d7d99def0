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
   * holds up no other.
   *
   * @return the entries that were finished
   * @throws StoreException if the outbox can't be listed
   */
  public int sweep() throws StoreException, InterruptedException {
    List<ObjectStat> entries = new ArrayList<>();
    store.list(ObjectKeys.OUTBOX, entries::add);
    pending.set(entries.size());
    Instant old = clock.instant().minus(patience);
    int finished = 0;
    for (ObjectStat entry : entries) {
      if (!entry.lastModified().isAfter(old) && resume(entry)) {
        finished++;
      }
    }
    return finished;
  }

  private boolean resume(ObjectStat entry) throws InterruptedException {
    try {
      acceptance.resume(entry.key());
      LOG.atInfo().addKeyValue("entry", entry.key()).log("Finished an interrupted acceptance");
      return true;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("entry", entry.key())
          .addKeyValue("cause", String.valueOf(e))
          .log("An interrupted acceptance waits");
      return false;
    }
  }
}
