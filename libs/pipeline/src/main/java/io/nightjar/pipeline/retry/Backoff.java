package io.nightjar.pipeline.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter: the wait before retry {@code n} is uniform between half and the
 * whole of {@code min(first · 2ⁿ, most)}, in milliseconds.
 *
 * @param first the longest wait before the first retry, 1 ms to a day
 * @param most the longest wait before any retry
 */
public record Backoff(Duration first, Duration most) {
  /** Waits of a service that has lost its store or its broker. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));

  private static final int LARGEST_SHIFT = 30;

  public Backoff {
    boolean firstFits =
        first.compareTo(Duration.ofMillis(1)) >= 0 && first.compareTo(Duration.ofDays(1)) <= 0;
    if (!firstFits || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "back-off wants 1 ms <= first <= 1 day and first <= most: " + first + ", " + most);
    }
  }

  /**
   * The wait before a retry.
   *
   * @param retry how many tries have failed since the last success, less one: 0, 1, 2 …
   */
  public Duration before(int retry, RandomGenerator random) {
    long shift = Math.min(retry, LARGEST_SHIFT);
    long ceiling = Math.min(most.toMillis(), first.toMillis() << shift);
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }
}
