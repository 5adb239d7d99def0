package io.nightjar.pipeline.consume;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The place that a record has among those in work: a processor's worth of work, and a share of the
 * records that may be in work at once. Belongs to the thread that handles the record.
 */
public interface Place {

  /** A wait that work can't do without: for a time, for memory, for another record. */
  @FunctionalInterface
  interface Wait {
    /** Waits. */
    void await() throws InterruptedException;
  }

  /**
   * Leaves the place to another record for as long as the wait takes, and takes one again after it.
   *
   * @throws InterruptedException when the consumer gives the record up, in the wait or after it
   */
  void leaveFor(Wait wait) throws InterruptedException;

  /** Acquires permits, leaving the place while they are not free; in turn, if they are fair. */
  default void acquire(Semaphore permits, int count) throws InterruptedException {
    if (permits.tryAcquire(count, 0, TimeUnit.SECONDS)) {
      return;
    }
    AtomicBoolean acquired = new AtomicBoolean();
    try {
      leaveFor(
          () -> {
            permits.acquire(count);
            acquired.set(true);
          });
    } catch (InterruptedException e) {
      if (acquired.get()) {
        permits.release(count);
      }
      throw e;
    }
  }
}
