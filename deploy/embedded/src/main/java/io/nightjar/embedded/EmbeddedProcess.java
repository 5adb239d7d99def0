package io.nightjar.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The broker and the object store as a child process, which ends with this JVM at the latest. Not
 * thread-safe.
 */
public final class EmbeddedProcess implements AutoCloseable {
  /** Longer than the broker and the store give themselves. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How often the ready file is looked for, and the process asked whether it lives. */
  private static final long POLL_MILLIS = 20;

  private final EmbeddedOptions options;
  private Process process;
  private EmbeddedAddresses addresses;

  private EmbeddedProcess(EmbeddedOptions options, Process process, EmbeddedAddresses addresses) {
    this.options = options;
    this.process = process;
    this.addresses = addresses;
  }

  /**
   * Starts the program and waits until every part answers.
   *
   * @throws EmbeddedStartException if it ends, or is not ready in time; with what it said
   */
  public static EmbeddedProcess start(EmbeddedOptions options) {
    return begun(options, launch(options));
  }

  /** The same with options of the JVM instead of those that let it start from its class cache. */
  static EmbeddedProcess start(EmbeddedOptions options, List<String> ofJvm) {
    return begun(options, launch(options, ofJvm));
  }

  private static EmbeddedProcess begun(EmbeddedOptions options, Process process) {
    return new EmbeddedProcess(options, process, awaitReady(options, process));
  }

  /** Where the parts answer; the same after {@link #restart}. */
  public EmbeddedAddresses addresses() {
    return addresses;
  }

  /** How the program was asked to run; the keys are here. */
  public EmbeddedOptions options() {
    return options;
  }

  /** Stops the program cleanly (SIGTERM) and waits until it is gone. */
  public void stop() {
    stop(PATIENCE);
  }

  void stop(Duration patience) {
    process.destroy();
    if (!ended(patience)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "did not stop in " + patience + " and was killed; it said: " + said(options));
    }
  }

  /** Ends the program at once (SIGKILL), as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    if (!ended(PATIENCE)) {
      throw new IllegalStateException("process " + process.pid() + " outlives SIGKILL");
    }
  }

  /** Starts the program again, on the same data and the same ports; stops it first if it runs. */
  public void restart() {
    if (process.isAlive()) {
      stop();
    }
    EmbeddedOptions again = options.withPorts(addresses.kafkaPort(), addresses.s3Port());
    process = launch(again);
    addresses = awaitReady(again, process);
  }

  /** Stops the program if it runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }

  private static Process launch(EmbeddedOptions options) {
    try {
      return launch(options, StartupCache.options(ProgramFiles.jar()));
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private static Process launch(EmbeddedOptions options, List<String> ofJvm) {
    try {
      Files.createDirectories(options.data());
      Files.deleteIfExists(readyFile(options));
      var builder = new ProcessBuilder(command(options, ofJvm));
      builder.environment().put(Arguments.ACCESS_KEY, options.accessKey());
      builder.environment().put(Arguments.SECRET_KEY, options.secretKey());
      builder.redirectErrorStream(true).redirectOutput(logFile(options));
      builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      return builder.start();
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private static EmbeddedStartException notStarted(IOException e) {
    return new EmbeddedStartException("could not start the broker and store: " + e.getMessage(), e);
  }

  private static List<String> command(EmbeddedOptions options, List<String> ofJvm) {
    Path jar = ProgramFiles.jar();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            // A test's broker lives for seconds: the optimising compiler would never pay back.
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(ofJvm);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of("--data", options.data().toString()));
    command.addAll(
        List.of(
            "--parts",
            options.parts().stream().map(Part::label).sorted().collect(Collectors.joining(","))));
    command.addAll(List.of("--kafka-port", Integer.toString(options.kafkaPort())));
    command.addAll(List.of("--s3-port", Integer.toString(options.s3Port())));
    command.addAll(List.of("--ready-file", readyFile(options).toString()));
    command.addAll(List.of("--lives-with", Long.toString(ProcessHandle.current().pid())));
    options.bucket().ifPresent(name -> command.addAll(List.of("--bucket", name)));
    options
        .kafkaProperties()
        .ifPresent(file -> command.addAll(List.of("--kafka-properties", file.toString())));
    return command;
  }

  private static EmbeddedAddresses awaitReady(EmbeddedOptions options, Process process) {
    long deadline = System.nanoTime() + options.patience().toNanos();
    try {
      while (System.nanoTime() < deadline) {
        Optional<EmbeddedAddresses> ready = ReadyFile.read(readyFile(options));
        if (ready.isPresent()) {
          return ready.get();
        }
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new EmbeddedStartException(
              "the broker and store ended with code " + process.exitValue() + ": " + said(options));
        }
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new EmbeddedStartException("could not read " + readyFile(options), e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("interrupted while the broker and store started", e);
    }
    process.destroyForcibly();
    throw new EmbeddedStartException(
        "the broker and store were not ready in " + options.patience() + ": " + said(options));
  }

  private boolean ended(Duration patience) {
    try {
      return process.waitFor(patience);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the program has said so far. */
  public List<String> log() throws IOException {
    return Files.readAllLines(logFile(options).toPath());
  }

  private static Path readyFile(EmbeddedOptions options) {
    return options.data().resolve("ready.json");
  }

  private static File logFile(EmbeddedOptions options) {
    return options.data().resolve("embedded.log").toFile();
  }

  private static String said(EmbeddedOptions options) {
    try {
      List<String> lines = Files.readAllLines(logFile(options).toPath());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "nothing that could be read: " + e.getMessage();
    }
  }
}
