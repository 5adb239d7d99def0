package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is tried on a thread of its own. */
final class Attempt {
  private final FutureTask<?> task;

  private Attempt(FutureTask<?> task) {
    this.task = task;
  }

  static Attempt of(Callable<?> call) {
    FutureTask<?> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return new Attempt(task);
  }

  /** Waits for its end. */
  boolean failed() {
    try {
      task.get();
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end, which must be a problem. */
  ProblemCode problem() {
    try {
      task.get();
      throw new AssertionError("it did not fail");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        return problem.code();
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
