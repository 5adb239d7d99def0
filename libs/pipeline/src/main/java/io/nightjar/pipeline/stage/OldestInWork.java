package io.nightjar.pipeline.stage;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Since when the oldest of the records in work has been in work. Thread-safe. */
final class OldestInWork {
  private static final double NANOS = 1e9;

  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Long> begun = new ConcurrentSkipListMap<>();

  /** A record in work, until it is closed. */
  interface Entry extends AutoCloseable {
    @Override
    void close();
  }

  Entry add() {
    long number = numbers.incrementAndGet();
    begun.put(number, System.nanoTime());
    return () -> begun.remove(number);
  }

  /** Seconds; 0 where nothing is in work. */
  double ageSeconds() {
    var first = begun.firstEntry();
    return first == null ? 0 : (System.nanoTime() - first.getValue()) / NANOS;
  }
}
