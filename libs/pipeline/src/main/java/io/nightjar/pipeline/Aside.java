package io.nightjar.pipeline;

import io.opentelemetry.context.Context;
import java.io.IOException;
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
}
