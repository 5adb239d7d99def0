package io.nightjar.ingest.http;

import java.time.Duration;

/**
 * Whether a body comes fast enough. Only time in which the sender was waited for counts against its
 * rate: a store that is slow is not its fault. Not thread-safe.
 */
final class BodyPace {
  private final BodyLimits.Pace limits;
  private final long began;
  private long windowBytes;
  private long windowNanos;

  /**
   * A body that begins.
   *
   * @param now a time in nanoseconds from any origin
   */
  BodyPace(BodyLimits.Pace limits, long now) {
    this.limits = limits;
    this.began = now;
  }

  /** How long the next byte may be waited for. */
  Duration patience(Duration pause, long now) {
    Duration left = limits.deadline().minusNanos(now - began);
    return left.compareTo(pause) < 0 ? left : pause;
  }

  /**
   * Looks at the time.
   *
   * @throws BodyTooSlowException if the deadline has come
   */
  void checkDeadline(long now) throws BodyTooSlowException {
    if (now - began >= limits.deadline().toNanos()) {
      throw new BodyTooSlowException(
          "it took longer than " + limits.deadline().toMinutes() + " min");
    }
  }

  /**
   * Counts bytes that came after a wait.
   *
   * @throws BodyTooSlowException if a window has ended that brought too few
   */
  void count(long bytes, long waitedNanos) throws BodyTooSlowException {
    windowBytes += bytes;
    windowNanos += waitedNanos;
    if (windowNanos >= limits.window().toNanos()) {
      if (windowBytes < limits.leastRate() * (windowNanos / 1e9)) {
        throw new BodyTooSlowException(
            "it brought "
                + windowBytes
                + " bytes in "
                + Duration.ofNanos(windowNanos).toSeconds()
                + " s; at least "
                + limits.leastRate()
                + " a second are waited for");
      }
      windowBytes = 0;
      windowNanos = 0;
    }
  }
}
