package io.nightjar.ingest.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The orderly end of the service: from its begin on every new request is refused, and those that
 * run are waited for. Thread-safe.
 */
@ApplicationScoped
public class Departure {
  private int running;
  private boolean begun;

  /** A request begins; it is to be refused if this returns false. */
  synchronized boolean enter() {
    running++;
    return !begun;
  }

  /** A request has ended, however it did. */
  synchronized void leave() {
    running--;
    notifyAll();
  }

  /** Whether the service is about to end. */
  public synchronized boolean begun() {
    return begun;
  }

  /**
   * Refuses all that comes from now on, and waits for what runs.
   *
   * @param most how long
   * @return whether nothing runs any more
   */
  public synchronized boolean begin(Duration most) throws InterruptedException {
    begun = true;
    long deadline = System.nanoTime() + most.toNanos();
    for (long left = most.toMillis(); running > 0 && left > 0; ) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return running == 0;
  }
}
