package io.nightjar.ingest.fairness;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many renders each group may ask this replica for. Whoever of the group asks, its machines do
 * the work, so one group's wishes shall not fill the queue of all. Thread-safe.
 */
public final class GroupAllowance {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** So many groups are remembered before those are forgotten who owe nothing. */
  private static final int MANY = 10_000;

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final Map<String, TokenBucket> groups = new HashMap<>();
  private int forgetAt = MANY;

  /** So many a minute, and as many at once. */
  public GroupAllowance(int perMinute) {
    this(perMinute, System::nanoTime);
  }

  GroupAllowance(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes one.
   *
   * @throws ProblemException {@code too-many-renders} if none is left
   */
  public synchronized void take(String group) {
    long now = nanoTime.getAsLong();
    forgetSome(now);
    TokenBucket left =
        groups.computeIfAbsent(
            group, _ -> new TokenBucket(perMinute, perMinute / (double) WINDOW.toSeconds(), now));
    if (left.left(now) < 1) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_RENDERS,
          "this group may ask for " + perMinute + " renders a minute",
          left.until(1, now).plusSeconds(1));
    }
    left.take(1, now);
  }

  private void forgetSome(long now) {
    if (groups.size() >= forgetAt) {
      groups.values().removeIf(bucket -> bucket.isFull(now));
      forgetAt = Math.max(MANY, 2 * groups.size());
    }
  }
}
