package io.nightjar.pipeline.consume;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Which offset of one partition may be committed while records finish out of order: that of the
 * first record that is not finished. Thread-safe.
 */
final class OffsetTracker {
  private final TreeSet<Long> unfinished = new TreeSet<>();
  private final TreeSet<Long> waiting = new TreeSet<>();
  private final Set<Thread> running = new HashSet<>();
  private long next;
  private long committed;
  private long lastBegun = Long.MIN_VALUE;
  private boolean revoked;
  private boolean givenUp;

  /**
   * Begins at a position of the partition.
   *
   * @param position the offset of the first record that will be taken
   */
  OffsetTracker(long position) {
    this.next = position;
    this.committed = position;
  }

  /** A record was taken; records are taken in the order of their offsets. */
  synchronized void taken(long offset) {
    unfinished.add(offset);
    waiting.add(offset);
    next = offset + 1;
  }

  /**
   * Whether this thread may begin on a taken record. After the partition was given away only one
   * that a later record has overtaken may: without it the later one's effect could not be
   * committed, and would come twice.
   */
  synchronized boolean begin(long offset) {
    boolean overtaken = offset < lastBegun;
    boolean may = !givenUp && (!revoked || overtaken);
    if (may) {
      waiting.remove(offset);
      lastBegun = Math.max(lastBegun, offset);
      running.add(Thread.currentThread());
    }
    return may;
  }

  /** A record's effect is durable and published. */
  synchronized void finished(long offset) {
    unfinished.remove(offset);
    ended();
  }

  /** This thread has given its record up; the offset will never be committed from here. */
  synchronized void ended() {
    running.remove(Thread.currentThread());
    notifyAll();
  }

  /** The offset to commit, which is the last committed one where nothing has moved. */
  synchronized long committable() {
    return unfinished.isEmpty() ? next : unfinished.first();
  }

  /** Whether there is something to commit. */
  synchronized boolean moved() {
    return committable() != committed;
  }

  /** The offset that is now committed. */
  synchronized void committed(long offset) {
    committed = offset;
  }

  /** Lets no more work begin, but for what was overtaken. */
  synchronized void revoke() {
    revoked = true;
  }

  /**
   * Waits for what is running, and for what was overtaken by it.
   *
   * @param deadline the {@link System#nanoTime} at which to stop waiting
   * @return whether nothing runs any more
   */
  synchronized boolean awaitIdle(long deadline) throws InterruptedException {
    while (!running.isEmpty() || anyOvertaken()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private boolean anyOvertaken() {
    return !givenUp && !waiting.isEmpty() && waiting.first() < lastBegun;
  }

  /** Tells what is running to give up, and lets nothing begin. */
  synchronized void giveUp() {
    givenUp = true;
    running.forEach(Thread::interrupt);
  }
}
