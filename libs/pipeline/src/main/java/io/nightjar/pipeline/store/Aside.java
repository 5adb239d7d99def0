package io.nightjar.pipeline.store;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A call of the store that runs beside what its caller does, in the caller's trace. */
public final class Aside<T> {
  private final FutureTask<T> task;

  private Aside(Callable<T> call) {
    this.task = new FutureTask<>(Context.current().wrap(call));
  }

  /** Starts a call. */
  public static <T> Aside<T> start(Callable<T> call) {
    Aside<T> aside = new Aside<>(call);
    Thread.ofVirtual().name("aside").start(aside.task);
    return aside;
  }

  /** Waits for its end, and throws what it threw. */
  public T join() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Waits for its end as whoever calls the store himself does: no interrupt ends that, and one that
   * came stands afterwards.
   *
   * @throws IOException what it threw
   */
  public T await() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The same of a call that throws no other {@link IOException} than the store's own. */
  public T awaitStore() throws StoreException {
    try {
      return await();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a call of the store threw", e);
    }
  }

  /** What it gave, once it has ended; empty if it threw, whatever that was. */
  public Optional<T> settled() {
    try {
      return Optional.of(await());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
