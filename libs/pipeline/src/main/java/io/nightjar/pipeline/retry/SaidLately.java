package io.nightjar.pipeline.retry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What was said lately, so that a log does not repeat it: the same is news again after a while.
 * Holds a bounded number of sayings; the ones that were said longest ago are forgotten first.
 * Thread-safe.
 */
public final class SaidLately {
  private final LongSupplier nanoClock;
  private final Map<String, Long> said;

  /**
   * Nothing was said yet.
   *
   * @param nanoClock tells nanoseconds, as {@link System#nanoTime}
   * @param most so many sayings are held
   */
  public SaidLately(LongSupplier nanoClock, int most) {
    this.nanoClock = nanoClock;
    this.said =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * Whether something is to be said now; it counts as said then.
   *
   * @param silence so long it is no news after it was said
   */
  public synchronized boolean isNews(String saying, Duration silence) {
    long now = nanoClock.getAsLong();
    Long last = said.get(saying);
    if (last != null && now - last < silence.toNanos()) {
      return false;
    }
    said.remove(saying);
    said.put(saying, now);
    return true;
  }
}
