package io.nightjar.local.stack;

import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One run of {@code down}. */
final class Shutdown {
  /** A service drains for up to 25 s by itself. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Processes processes;
  private final Consumer<String> notes;
  private final Duration patience;

  Shutdown(Processes processes, Consumer<String> notes, Duration patience) {
    this.processes = processes;
    this.notes = notes;
    this.patience = patience;
  }

  /** Stops those of the stack's processes that are named and run. */
  void run(List<String> names, boolean force) throws IOException, InterruptedException {
    List<String> services =
        names.stream().filter(name -> !name.equals(LocalStack.EMBEDDED)).toList();
    List<String> left = stop(services, force);
    if (left.isEmpty() && names.contains(LocalStack.EMBEDDED)) {
      // Not before: a service that still drains needs the broker and the store to finish.
      left = stop(List.of(LocalStack.EMBEDDED), force);
    }
    if (!left.isEmpty()) {
      throw Failure.because(
          String.format(
              Locale.ROOT,
              "not stopped in %d s: %s; see their logs, wait, or run ./nightjar down --force, which kills",
              patience.toSeconds(),
              String.join(", ", left)));
    }
  }

  /** Returns the names of those that did not stop. */
  private List<String> stop(List<String> names, boolean force)
      throws IOException, InterruptedException {
    for (String name : names) {
      processes.running(name).ifPresent(ProcessHandle::destroy);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    var left = new ArrayList<String>();
    for (String name : names) {
      var process = processes.running(name);
      if (process.isPresent() && !ended(process.get(), deadline - System.nanoTime())) {
        if (!force) {
          left.add(String.format(Locale.ROOT, "%s (process %d)", name, process.get().pid()));
          continue;
        }
        notes.accept("killing " + name + ", process " + process.get().pid());
        process.get().destroyForcibly();
        if (!ended(process.get(), patience.toNanos())) {
          left.add(
              String.format(
                  Locale.ROOT, "%s (process %d, outlives a kill)", name, process.get().pid()));
          continue;
        }
      }
      processes.forget(name);
    }
    return left;
  }

  private static boolean ended(ProcessHandle process, long nanos) throws InterruptedException {
    try {
      process.onExit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process never fails", e);
    }
  }
}
