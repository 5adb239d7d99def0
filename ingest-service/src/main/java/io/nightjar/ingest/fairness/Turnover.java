package io.nightjar.ingest.fairness;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * How fast places become free, and how many ask for one in vain: from that, when those should ask
 * again. Thread-safe.
 */
public final class Turnover {
  private static final double WINDOW_SECONDS = 10;
  private static final int LEAST_SECONDS = 2;
  private static final int MOST_SECONDS = 120;

  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private double freed;
  private double refused;
  private long at;

  /** Counts from now on. */
  public Turnover() {
    this(System::nanoTime, RandomGenerator.getDefault());
  }

  Turnover(LongSupplier nanoTime, RandomGenerator random) {
    this.nanoTime = nanoTime;
    this.random = random;
    this.at = nanoTime.getAsLong();
  }

  /** A place has become free. */
  public synchronized void freed() {
    fade();
    freed++;
  }

  /**
   * Somebody was refused.
   *
   * @return when to ask again: as long as the places take that those need who were refused lately,
   *     and up to half of that more, so that they do not come back all at once
   */
  public synchronized Duration refused() {
    fade();
    refused++;
    double seconds = refused * WINDOW_SECONDS / Math.max(freed, 1);
    double spread = seconds * (1 + random.nextDouble() / 2);
    return Duration.ofSeconds(Math.round(Math.clamp(spread, LEAST_SECONDS, MOST_SECONDS)));
  }

  private void fade() {
    long now = nanoTime.getAsLong();
    double kept = Math.exp((at - now) / 1e9 / WINDOW_SECONDS);
    freed *= kept;
    refused *= kept;
    at = now;
  }
}
