package io.nightjar.ingest;

import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreProbe;
import io.nightjar.pipeline.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the store answers, so that callers need not find out one by one and each wait for
 * it: while it does not, calls are refused at once, and those that wait for the store are ended.
 * Thread-safe.
 */
final class StoreWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
  private static final Duration PATIENCE = Duration.ofMillis(2_500);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** One lost packet, or a pause of the store, is no outage. */
  private static final int FAILURES_OF_AN_OUTAGE = 2;

  private final MinioObjectStore store;
  private final StoreProbe probe;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("store-watch").unstarted(this::watch);
  private volatile Optional<Instant> answeringSince;
  private int failures;

  /** Watches a store that is known to answer; from {@link #start} on. */
  StoreWatch(MinioObjectStore store, StoreProbe probe, InstantSource clock) {
    this.store = store;
    this.probe = probe;
    this.clock = clock;
    this.answeringSince = Optional.of(clock.instant());
  }

  static StoreProbe probe(StoreSettings settings) {
    return new StoreProbe(settings, PATIENCE);
  }

  void start() {
    thread.start();
  }

  /** Since when the store has answered without fail; empty while it does not. */
  Optional<Instant> answeringSince() {
    return answeringSince;
  }

  @Override
  public void close() {
    thread.interrupt();
    probe.close();
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(failures == 1 ? Duration.ZERO : INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      probe.run();
      failures = 0;
      if (answeringSince.isEmpty()) {
        answeringSince = Optional.of(clock.instant());
        LOG.atInfo().log("The store answers again");
      }
    } catch (StoreException e) {
      failures++;
      if (failures >= FAILURES_OF_AN_OUTAGE) {
        if (answeringSince.isPresent()) {
          LOG.atWarn().setCause(e).log("The store does not answer; uploads are refused");
        }
        answeringSince = Optional.empty();
        store.cancelAll();
      }
    }
  }
}
