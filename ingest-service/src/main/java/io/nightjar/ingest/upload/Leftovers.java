package io.nightjar.ingest.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What failed uploads may have left in the store: removed as soon as the store answers again.
 * Bounded: what finds no room, and what a crash leaves, is for the sweep of the store. Thread-safe.
 */
public final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final int MOST = 10_000;
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  /** A store that wakes up may still carry out what it was asked for before. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** Whether the recording was accepted is not known: a late entry must not lose its upload. */
  private static final Duration SETTLED_IN_DOUBT = Duration.ofSeconds(20);

  private final ObjectStore store;
  private final InstantSource clock;
  private final Deque<Leftover> all = new ArrayDeque<>();

  /** Keeps the leftovers of a store. */
  public Leftovers(ObjectStore store, InstantSource clock, MeterRegistry meters) {
    this.store = store;
    this.clock = clock;
    PipelineMeter.UPLOADS_LEFTOVERS.gauge(meters, this, Leftovers::size);
  }

  private record Leftover(String key, Optional<RecordingId> maybeAccepted) {}

  /** How many there are. */
  public synchronized int size() {
    return all.size();
  }

  /** An upload that was never offered for acceptance. */
  void add(String key) {
    add(new Leftover(key, Optional.empty()));
  }

  /** An upload whose acceptance has failed somewhere on its way. */
  void addUnlessAccepted(String key, RecordingId id) {
    add(new Leftover(key, Optional.of(id)));
  }

  private synchronized void add(Leftover leftover) {
    if (all.size() == MOST) {
      LOG.atWarn().addKeyValue("key", leftover.key()).log("A failed upload is left to the sweep");
      return;
    }
    all.addLast(leftover);
  }

  /**
   * Removes what can be removed now.
   *
   * @param answeringSince when the store began to answer after it last had not
   * @throws StoreException if the store fails again; the rest waits for the next time
   */
  public void sweep(Instant answeringSince) throws StoreException {
    Instant now = clock.instant();
    boolean settled = !now.isBefore(answeringSince.plus(SETTLED));
    boolean certain = !now.isBefore(answeringSince.plus(SETTLED_IN_DOUBT));
    for (int left = settled ? size() : 0; left > 0; left--) {
      Leftover leftover = first();
      boolean waits = leftover.maybeAccepted().isPresent() && !certain;
      if (!waits) {
        remove(leftover);
      }
      next(waits);
    }
  }

  private synchronized Leftover first() {
    return all.getFirst();
  }

  /** Only the sweep takes from the front, and there is one at a time. */
  private synchronized void next(boolean keep) {
    Leftover first = all.removeFirst();
    if (keep) {
      all.addLast(first);
    }
  }

  private void remove(Leftover leftover) throws StoreException {
    if (leftover.maybeAccepted().isPresent() && accepted(leftover.maybeAccepted().get())) {
      return;
    }
    store.abandon(leftover.key());
    LOG.atInfo().addKeyValue("key", leftover.key()).log("Removed what a failed upload had left");
  }

  /** In this order: the relay writes the recording's document before it removes the entry. */
  private boolean accepted(RecordingId id) throws StoreException {
    return store.find(ObjectKeys.outbox(id), LARGEST_DOCUMENT).isPresent()
        || store.find(ObjectKeys.recording(id), LARGEST_DOCUMENT).isPresent();
  }
}
