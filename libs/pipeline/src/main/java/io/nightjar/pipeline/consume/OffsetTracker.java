package io.nightjar.pipeline.consume;

import java.util.TreeSet;

/**
 * Which offset of one partition may be committed while records finish out of order: that of the
 * first record that is not finished. Thread-safe.
 */
final class OffsetTracker {
  private final TreeSet<Long> unfinished = new TreeSet<>();
  private long next;
  private long committed;
  private int running;
  private boolean revoked;

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
    next = offset + 1;
  }

  /** Whether work on a taken record may begin; not after the partition went to someone else. */
  synchronized boolean begin() {
    if (!revoked) {
      running++;
    }
    return !revoked;
  }

  /** A record's effect is durable and published. */
  synchronized void finished(long offset) {
    unfinished.remove(offset);
    ended();
  }

  /** Work on a record was given up; its offset will never be committed from here. */
  synchronized void ended() {
    running--;
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

  /**
   * Lets no more work begin, and waits for what is running.
   *
   * @param nanos how long to wait at most
   * @return whether nothing runs any more
   */
  synchronized boolean drain(long nanos) throws InterruptedException {
    revoked = true;
    long deadline = System.nanoTime() + nanos;
    while (running > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return true;
  }
}
