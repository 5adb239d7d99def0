package io.nightjar.pipeline.retry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private final LongSupplier nanoClock;
  private final Map<String, Long> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  SaidReasons(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Whether a reason is to be said now; it counts as said then.
   *
   * @param failures how many tries had failed before this one since the last success
   */
  synchronized boolean isNews(String dependency, String reason, int failures) {
    long now = nanoClock.getAsLong();
    Duration silence = failures == 0 ? AGAIN : STILL;
    String key = dependency + ' ' + reason;
    Long last = said.get(key);
    if (last != null && now - last < silence.toNanos()) {
      return false;
    }
    said.remove(key);
    said.put(key, now);
    return true;
  }
}
