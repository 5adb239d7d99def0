package io.nightjar.pipeline.retry;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The reasons of failures that were said lately, so that an outage has one line in the log and not
 * one for every work and every try: the same reason is news again after a while. Thread-safe.
 */
final class SaidReasons {
  /** An outage that goes on is named so often. */
  static final Duration STILL = Duration.ofMinutes(10);

  /** Who fails for the first time since a success has found another outage, if it is as late. */
  static final Duration AGAIN = Duration.ofMinutes(1);

  private static final int MOST = 100;

  private final SaidLately said;

  SaidReasons(LongSupplier nanoClock) {
    this.said = new SaidLately(nanoClock, MOST);
  }

  /**
   * Whether a reason is to be said now; it counts as said then.
   *
   * @param failures how many tries had failed before this one since the last success
   */
  boolean isNews(String dependency, String reason, int failures) {
    return said.isNews(dependency + ' ' + reason, failures == 0 ? AGAIN : STILL);
  }
}
