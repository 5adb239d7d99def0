package io.nightjar.media;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs one program to its end, its deadline, or the caller's interrupt, and leaves no process
 * behind.
 */
final class ChildProcess {

  /** Reads the standard output of a child, on a thread of its own. */
  @FunctionalInterface
  interface OutputReader {

    /** Everything that the child writes is read and dropped. */
    OutputReader DISCARD = output -> output.transferTo(OutputStream.nullOutputStream()) >= 0;

    /**
     * Consumes output, as it comes.
     *
     * @return whether it was read to its end; if false, the child is killed
     * @throws IOException if what is done with the output fails; the child is killed
     */
    boolean readAll(InputStream output) throws IOException;
  }

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final File NOTHING = new File("/dev/null");

  private final List<String> command;
  private final Map<String, String> environment;
  private final ProcessLimits limits;
  private final LongSupplier samples;

  /**
   * A program to be run, which has no samples to work on that would give it more time.
   *
   * @param command an absolute path and its arguments; never seen by a shell's parser
   * @param environment the child's whole environment
   */
  ChildProcess(List<String> command, Map<String, String> environment, ProcessLimits limits) {
    this(command, environment, limits, 0, () -> 0);
  }

  /**
   * A program to be run.
   *
   * @param command an absolute path and its arguments; never seen by a shell's parser
   * @param environment the child's whole environment
   * @param mostSamples how many samples it can come to, by which its CPU time is limited
   * @param samples how many the deadline follows from; may grow while the program runs
   */
  ChildProcess(
      List<String> command,
      Map<String, String> environment,
      ProcessLimits limits,
      long mostSamples,
      LongSupplier samples) {
    this.command = underLimits(command, limits, limits.deadline(mostSamples));
    this.environment = Map.copyOf(environment);
    this.limits = limits;
    this.samples = samples;
  }

  /**
   * Starts the program, which has nothing to read, and waits for it.
   *
   * @throws InterruptedIOException if the caller was interrupted; the child is dead then, the
   *     interrupt flag set
   * @throws IOException if it could not be started, or the reader failed
   */
  ChildOutcome run(OutputReader reader) throws IOException {
    return watch(start(ProcessBuilder.Redirect.from(NOTHING)), Optional.empty(), reader);
  }

  /**
   * Starts the program, feeds it, and waits for it. Its deadline counts the time in which it works
   * or takes no input, not that in which the writer has none for it.
   *
   * @throws InterruptedIOException if the caller was interrupted; the child is dead then, the
   *     interrupt flag set
   * @throws IOException if it could not be started, the writer or the reader failed, or it ended
   *     well before it had read everything
   */
  ChildOutcome run(ChildInput.Writer writer, OutputReader reader) throws IOException {
    Process process = start(ProcessBuilder.Redirect.PIPE);
    ChildInput input = ChildInput.start(process.getOutputStream(), writer, () -> kill(process));
    ChildOutcome outcome = watch(process, Optional.of(input), reader);
    if (outcome instanceof ChildOutcome.Ended ended && ended.exitCode() == 0 && !input.complete()) {
      throw new IOException(command.getFirst() + " ended before its input did");
    }
    return outcome;
  }

  private ChildOutcome watch(Process process, Optional<ChildInput> input, OutputReader reader)
      throws IOException {
    ErrorOutput errors = new ErrorOutput(process.getErrorStream());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicBoolean readAll = new AtomicBoolean();
    Thread errorThread = Thread.ofPlatform().daemon().name("ffmpeg-errors").start(errors);
    Thread outputThread =
        Thread.ofPlatform()
            .daemon()
            .name("ffmpeg-output")
            .uncaughtExceptionHandler((thread, thrown) -> failure.set(thrown))
            .start(() -> readAll.set(readUntilEnd(process, reader)));
    long start = System.nanoTime();
    Supplier<Duration> used =
        () ->
            input
                .map(ChildInput::childsTime)
                .orElseGet(() -> Duration.ofNanos(System.nanoTime() - start));
    boolean inTime;
    try {
      inTime = ended(outputThread, used) && (!readAll.get() || ended(process, used));
    } catch (InterruptedException interrupted) {
      kill(process);
      joinAfterKill(input, outputThread, errorThread);
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while " + command.getFirst() + " ran")
              .initCause(interrupted);
    }
    if (!inTime || !readAll.get()) {
      kill(process);
    }
    joinAfterKill(input, outputThread, errorThread);
    Optional<Throwable> unwritten = input.flatMap(ChildInput::failure);
    if (unwritten.isPresent()) {
      throw rethrown(unwritten.get());
    }
    // Killing closes the pipe, so a reader may fail because of the missed deadline.
    if (!inTime && (failure.get() == null || failure.get() instanceof UncheckedIOException)) {
      return new ChildOutcome.DeadlinePassed(errors.text());
    }
    if (failure.get() != null) {
      throw rethrown(failure.get());
    }
    return readAll.get()
        ? new ChildOutcome.Ended(process.exitValue(), errors.text())
        : new ChildOutcome.Stopped(errors.text());
  }

  private Process start(ProcessBuilder.Redirect input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(input);
    return builder.start();
  }

  private static boolean readUntilEnd(Process process, OutputReader reader) {
    try (InputStream output = process.getInputStream()) {
      return reader.readAll(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the output ends by the deadline, which moves as samples come. */
  private boolean ended(Thread output, Supplier<Duration> used) throws InterruptedException {
    for (Duration left = left(used); left.isPositive(); left = left(used)) {
      if (output.join(left)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the child ends within what is left of the deadline after its output has ended. */
  private boolean ended(Process process, Supplier<Duration> used) throws InterruptedException {
    for (Duration left = left(used); left.isPositive(); left = left(used)) {
      if (process.waitFor(left)) {
        return true;
      }
    }
    return !process.isAlive();
  }

  private Duration left(Supplier<Duration> used) {
    return limits.deadline(samples.getAsLong()).minus(used.get());
  }

  /**
   * Descendants first, until none is left: once their parent is dead they can't be found any more.
   */
  private static void kill(Process process) {
    for (int round = 0; round < 10; round++) {
      List<ProcessHandle> descendants = process.descendants().toList();
      if (descendants.isEmpty()) {
        break;
      }
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  /**
   * Waits for the threads that serve the pipes of a child that has ended. The pipes end with it,
   * unless it could start a process that escaped the killing; then the threads are left behind
   * rather than the caller held up. An interrupt meanwhile is kept for the caller.
   */
  private static void joinAfterKill(Optional<ChildInput> input, Thread... readers) {
    List<Thread> threads = new ArrayList<>(List.of(readers));
    input.ifPresent(ChildInput::abandon);
    input.map(ChildInput::thread).ifPresent(threads::add);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(GRACE);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread threw, for another one to throw: unchecked, it is thrown here. */
  static IOException rethrown(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException e when e.getCause() != null -> e.getCause();
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(failure);
    };
  }

  /**
   * The command behind a shell that lowers its own limits and then becomes the program. Arguments
   * are passed as positional parameters, so the shell never parses them. CPU time is a second guard
   * for the case that this JVM is killed and nobody watches the deadline any more.
   */
  private static List<String> underLimits(
      List<String> command, ProcessLimits limits, Duration cpuTime) {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      return List.copyOf(command);
    }
    List<String> limited = new ArrayList<>();
    limited.add("/bin/sh");
    limited.add("-c");
    limited.add(
        "ulimit -c 0 && ulimit -v \"$1\" && ulimit -f \"$2\" && ulimit -t \"$3\" && shift 3 && exec \"$@\"");
    limited.add("nightjar");
    limited.add(Long.toString(limits.addressSpaceBytes() / 1024));
    limited.add(Long.toString((limits.fileBytes() + 511) / 512));
    limited.add(Long.toString(cpuTime.toSeconds() + 1));
    limited.addAll(command);
    return List.copyOf(limited);
  }
}
