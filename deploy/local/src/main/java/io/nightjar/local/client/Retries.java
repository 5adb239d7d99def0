package io.nightjar.local.client;

import io.nightjar.pipeline.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after how long a request that met a passing fault is sent again.
 *
 * @param most tries in all
 * @param waits between them, unless the server asks for another
 */
public record Retries(int most, Backoff waits) {
  /** Six tries in at most a minute and a half. */
  public static final Retries DEFAULT =
      new Retries(6, new Backoff(Duration.ofMillis(500), Duration.ofSeconds(20)));

  /**
   * The wait before the next try; empty if there is none.
   *
   * @param tries how many there were, at least 1
   * @param asked what the server asked for in {@code Retry-After}; heard up to the longest wait
   */
  Optional<Duration> pause(int tries, Optional<Duration> asked) {
    if (tries >= most) {
      return Optional.empty();
    }
    Duration wait = asked.orElseGet(() -> waits.before(tries - 1, ThreadLocalRandom.current()));
    return Optional.of(wait.compareTo(waits.most()) > 0 ? waits.most() : wait);
  }
}
