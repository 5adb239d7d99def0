package io.nightjar.pipeline.consume;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A commit that was sent and has had no answer yet. Silence is the broker's outage, unless the
 * group's coordinator has answered heartbeats all the while: then the client has lost the commit,
 * and only a new process helps.
 *
 * @param sentNanos when it was sent, by {@link System#nanoTime}
 */
record PendingCommit(long sentNanos) {
  /** Far more than a broker that answers takes. */
  static final Duration LOST_AFTER = Duration.ofMinutes(2);

  /** The client sends a heartbeat every few seconds. */
  private static final double HEARD_LATELY_SECONDS = 10;

  /**
   * Whether no answer will come any more.
   *
   * @param heartbeatSecondsAgo when the coordinator last answered a heartbeat; empty if never
   */
  boolean isLost(long nowNanos, OptionalDouble heartbeatSecondsAgo) {
    boolean late = nowNanos - sentNanos > LOST_AFTER.toNanos();
    double ago = heartbeatSecondsAgo.orElse(Double.POSITIVE_INFINITY);
    return late && ago >= 0 && ago < HEARD_LATELY_SECONDS;
  }
}
