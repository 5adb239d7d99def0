package io.nightjar.ingest;

import io.nightjar.pipeline.fault.DependencyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the store, or the message log, answers, so that callers need not find out one by
 * one and each wait for it: while it does not, calls are refused at once, and those that wait for
 * it are ended. Thread-safe.
 */
final class DependencyWatch implements AutoCloseable {
  /** How long a dependency has for a sign of life. */
  static final Duration PATIENCE = Duration.ofMillis(2_500);

  private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** One lost packet, or a pause of the dependency, is no outage. */
  private static final int FAILURES_OF_AN_OUTAGE = 2;

  private final String dependency;
  private final Probe probe;
  private final Runnable onOutage;
  private final InstantSource clock;
  private final Thread thread;
  private volatile Optional<Instant> answeringSince;
  private volatile String reason = "";
  private int failures;

  /** Asks a dependency for a sign of life, and does not wait long for it. */
  interface Probe extends AutoCloseable {
    void run() throws DependencyException, InterruptedException;

    @Override
    void close();
  }

  /**
   * Watches a dependency that is known to answer; from {@link #start} on.
   *
   * @param onOutage called at every failed look of an outage
   */
  DependencyWatch(String dependency, Probe probe, Runnable onOutage, InstantSource clock) {
    this.dependency = dependency;
    this.probe = probe;
    this.onOutage = onOutage;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name(dependency + "-watch").unstarted(this::watch);
    this.answeringSince = Optional.of(clock.instant());
  }

  void start() {
    thread.start();
  }

  /** Since when the dependency has answered without fail; empty while it does not. */
  Optional<Instant> answeringSince() {
    return answeringSince;
  }

  /** Whether it answers. */
  boolean answers() {
    return answeringSince.isPresent();
  }

  /** What is wrong, for people; empty while it answers. */
  Optional<String> obstacle() {
    return answers()
        ? Optional.empty()
        : Optional.of("the " + dependency + " does not answer: " + reason);
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

  private void look() throws InterruptedException {
    try {
      probe.run();
      failures = 0;
      if (!answers()) {
        answeringSince = Optional.of(clock.instant());
        LOG.atInfo().addKeyValue("dependency", dependency).log("It answers again");
      }
    } catch (DependencyException e) {
      failures++;
      if (failures >= FAILURES_OF_AN_OUTAGE) {
        if (answers() || !reason.equals(e.reason())) {
          reason = e.reason();
          LOG.atWarn()
              .addKeyValue("dependency", dependency)
              .addKeyValue("cause", reason)
              .log("It does not answer; uploads are refused");
        }
        answeringSince = Optional.empty();
        onOutage.run();
      }
    }
  }
}
