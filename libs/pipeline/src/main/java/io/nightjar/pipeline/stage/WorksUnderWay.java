package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/**
 * The works that are under way in this process. A repeat of an event that is being worked on waits
 * here, in nobody's way, until that work has ended, and then finds what came of it. Thread-safe.
 */
final class WorksUnderWay {
  private final ConcurrentMap<Work, CountDownLatch> ends = new ConcurrentHashMap<>();

  /** What is to be done by one thread at a time. */
  @FunctionalInterface
  interface Step {
    /** Does it. */
    void take() throws InterruptedException;
  }

  /** Takes the step once nobody else in this process is at the same work. */
  void enter(Work work, Place place, Step step) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch other = ends.putIfAbsent(work, end);
    while (other != null) {
      place.leaveFor(other::await);
      other = ends.putIfAbsent(work, end);
    }
    try {
      step.take();
    } finally {
      ends.remove(work, end);
      end.countDown();
    }
  }
}
