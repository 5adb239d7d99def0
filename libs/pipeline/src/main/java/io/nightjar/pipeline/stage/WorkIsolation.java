package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import java.util.concurrent.Semaphore;

/**
 * Lets works go on beside one another, but for one that has ended its worker before: that is done
 * alone, so that it takes nobody with it and only its own count of attempts rises. Thread-safe.
 */
final class WorkIsolation {
  private static final int ALL = 1 << 20;

  private final Semaphore permits = new Semaphore(ALL, true);

  /** The right to work, until it is closed. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until the work may begin: alone, or beside others. */
  Lease enter(boolean alone, Place place) throws InterruptedException {
    int count = alone ? ALL : 1;
    place.acquire(permits, count);
    return () -> permits.release(count);
  }
}
