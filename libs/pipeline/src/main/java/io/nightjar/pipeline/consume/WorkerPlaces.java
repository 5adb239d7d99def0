package io.nightjar.pipeline.consume;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The places of a consumer: as many records are worked on at once as there are workers, some more
 * are ready to begin, and those that only wait hold up nobody until they are very many. Each record
 * in work has a thread of its own. Thread-safe.
 */
final class WorkerPlaces implements AutoCloseable {
  private static final int READY_PER_WORKER = 2;
  private static final int HELD_PER_WORKER = 16;

  private final Semaphore workers;
  private final int mostReady;
  private final int mostHeld;
  private final Queue<Consumer<Place>> ready = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("stage-worker-", 0).factory());

  WorkerPlaces(int workers) {
    this.workers = new Semaphore(workers, true);
    this.mostReady = workers * READY_PER_WORKER;
    this.mostHeld = workers * HELD_PER_WORKER;
  }

  /** Records that may be taken at once where none is held. */
  int mostReady() {
    return mostReady;
  }

  /** Records that were taken and have not ended. */
  int held() {
    return held.get();
  }

  /** Whether no further record should be taken now. */
  boolean full() {
    return held.get() - waiting.get() >= mostReady || held.get() >= mostHeld;
  }

  /** Works on a record as soon as a worker is free, in the order of the calls. */
  void take(Consumer<Place> work) {
    held.incrementAndGet();
    ready.add(work);
    beginReady();
  }

  /** Those that come back from a wait go before those that have not begun. */
  private void beginReady() {
    while (!ready.isEmpty() && !workers.hasQueuedThreads() && workers.tryAcquire()) {
      Consumer<Place> next = ready.poll();
      if (next == null) {
        workers.release();
      } else {
        begin(next);
      }
    }
  }

  private void begin(Consumer<Place> work) {
    try {
      threads.execute(
          () -> {
            try (var place = new RecordPlace()) {
              work.accept(place);
            }
          });
    } catch (RejectedExecutionException e) {
      ready.clear(); // closed in the meantime: the records will be taken again elsewhere
    }
  }

  /** Begins with nothing more, and interrupts what is in work. */
  @Override
  public void close() {
    ready.clear();
    threads.shutdownNow();
  }

  /** The place of one record, which a worker has been found for. */
  private final class RecordPlace implements Place, AutoCloseable {
    private boolean working = true;

    @Override
    public void leaveFor(Wait wait) throws InterruptedException {
      pause();
      waiting.incrementAndGet();
      try {
        wait.await();
      } finally {
        waiting.decrementAndGet();
      }
      workers.acquire();
      working = true;
      beginReady();
    }

    private void pause() {
      if (working) {
        working = false;
        workers.release();
        beginReady();
      }
    }

    @Override
    public void close() {
      held.decrementAndGet();
      pause();
    }
  }
}
