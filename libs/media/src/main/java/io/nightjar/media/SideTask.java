package io.nightjar.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on a thread of its own, beside that of the thread that began it. Closing it interrupts what
 * is still under way and waits for its end, so that no child process outlives it.
 *
 * @param <T> what it comes to
 */
final class SideTask<T> implements AutoCloseable {

  private final FutureTask<T> task;
  private final Thread thread;

  private SideTask(String name, Callable<T> work) {
    this.task = new FutureTask<>(work);
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(task);
  }

  /** Begins to work. */
  static <T> SideTask<T> start(String name, Callable<T> work) {
    SideTask<T> side = new SideTask<>(name, work);
    side.thread.start();
    return side;
  }

  /**
   * Waits for the result.
   *
   * @throws InterruptedIOException if the caller was interrupted; its flag stays set
   * @throws IOException what the work threw; unchecked exceptions pass unchanged, too
   */
  T result() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while " + thread.getName() + " ran")
              .initCause(interrupted);
    } catch (ExecutionException e) {
      throw ChildProcess.rethrown(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  /** Ends the work if it still runs. An interrupt meanwhile is kept for the caller. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
