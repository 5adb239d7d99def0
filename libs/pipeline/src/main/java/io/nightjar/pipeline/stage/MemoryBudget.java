package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.fault.MachineFaultException;
import java.util.concurrent.Semaphore;

/**
 * The heap that the works of a process share. A work takes its part before it allocates, and waits
 * until that is free; those that came first get theirs first. Thread-safe.
 */
final class MemoryBudget {
  private static final int KIB = 1024;

  private final int total;
  private final Semaphore free;

  /**
   * Shares some memory.
   *
   * @param bytes of all works together
   */
  MemoryBudget(long bytes) {
    this.total = kibibytes(bytes);
    this.free = new Semaphore(total, true);
  }

  /** A part of the budget, until it is closed. */
  final class Part implements AutoCloseable {
    private final int size;

    private Part(int size) {
      this.size = size;
    }

    @Override
    public void close() {
      free.release(size);
    }
  }

  /**
   * Waits for a part.
   *
   * @throws MachineFaultException if the whole budget is too small
   */
  Part take(long bytes, Place place) throws InterruptedException {
    int wanted = kibibytes(bytes);
    if (wanted > total) {
      throw new MachineFaultException(
          Fault.OfMachine.OUT_OF_MEMORY,
          "the work needs " + wanted + " KiB, all works together may hold " + total + " KiB");
    }
    place.acquire(free, wanted);
    return new Part(wanted);
  }

  private static int kibibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + KIB - 1) / KIB);
  }
}
