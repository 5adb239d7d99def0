package io.nightjar.local.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and after how long a request that met a passing fault is sent again.
 *
 * @param most tries in all
 * @param first the wait after the first try; doubles each time
 * @param longest no wait is longer, whatever the server asks for
 */
public record Retries(int most, Duration first, Duration longest) {
  /** Six tries in at most a minute and a half. */
  public static final Retries DEFAULT =
      new Retries(6, Duration.ofMillis(500), Duration.ofSeconds(20));

  /**
   * The wait before the next try; empty if there is none.
   *
   * @param tries how many there were, at least 1
   * @param asked what the server asked for in {@code Retry-After}
   */
  Optional<Duration> pause(int tries, Optional<Duration> asked) {
    if (tries >= most) {
      return Optional.empty();
    }
    Duration wait = asked.orElse(first.multipliedBy(1L << Math.min(tries - 1, 20)));
    return Optional.of(wait.compareTo(longest) > 0 ? longest : wait);
  }
}
