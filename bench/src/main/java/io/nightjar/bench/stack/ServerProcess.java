package io.nightjar.bench.stack;

import io.nightjar.bench.ChildTime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program in a JVM of its own, which ends with this one. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 20;
  private static final int LOG_LINES = 15;

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a program; {@link #await} tells when it is ready.
   *
   * @param folder takes its log
   * @param command what stands behind {@code java}
   */
  static ServerProcess start(
      String name, Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(jdkProgram("java")));
    all.addAll(command);
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServerProcess(name, log, builder.start());
  }

  private static String jdkProgram(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /**
   * Waits until the program is ready.
   *
   * @throws IOException if it ends, or is not ready in a minute; with what it said
   */
  void await(BooleanSupplier ready) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " ended while it started; it said:\n" + said());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " was not ready in a minute; it said:\n" + said());
      }
    }
  }

  /** The processor time that it has used so far, all threads together. */
  public Duration processorTime() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException(name + " has ended; it said:\n" + said()));
  }

  /** The same with that of its children which have ended. */
  public Duration processorTimeWithChildren() throws IOException {
    return processorTime().plus(ChildTime.of(process.pid()));
  }

  /** Has it collect all garbage now. */
  public void collectGarbage() throws IOException, InterruptedException {
    new ProcessBuilder(jdkProgram("jcmd"), Long.toString(process.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private String said() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "nothing that could be read: " + e.getMessage();
    }
  }

  /** Ends it at once: what it holds is thrown away with its folder. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
