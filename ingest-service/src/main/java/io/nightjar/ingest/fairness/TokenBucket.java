package io.nightjar.ingest.fairness;

import java.time.Duration;

/** So much at once, and so much a second after that. Not thread-safe. */
final class TokenBucket {
  private final double capacity;
  private final double perSecond;
  private double tokens;
  private long filledAt;

  /**
   * A full one.
   *
   * @param now a time in nanoseconds from any origin
   */
  TokenBucket(double capacity, double perSecond, long now) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.tokens = capacity;
    this.filledAt = now;
  }

  /** What may be taken at once. */
  double left(long now) {
    tokens = Math.min(capacity, tokens + (now - filledAt) / 1e9 * perSecond);
    filledAt = now;
    return tokens;
  }

  boolean isFull(long now) {
    return left(now) >= capacity;
  }

  /** Takes what has been used already; it may owe some afterwards. */
  void take(double count, long now) {
    tokens = left(now) - count;
  }

  /** How long until there are so many. */
  Duration until(double count, long now) {
    return Duration.ofNanos((long) Math.max(0, (count - left(now)) / perSecond * 1e9));
  }
}
