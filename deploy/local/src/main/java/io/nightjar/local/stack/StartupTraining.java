package io.nightjar.local.stack;

import io.nightjar.embedded.StartupCache;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the whole stack once, uses it, and stops it, so that the JVM of each service and that of
 * the command line write down what they load: part of a whole build. Later starts use it; see
 * {@link StartupCache}. The broker and store have had their training where they are built.
 */
public final class StartupTraining {
  /** A JVM writes its cache while it ends, in five seconds of processor time. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String COMMAND_LINE = "command-line";

  /** Lines of what commands said that show why they wrote no cache. */
  private static final int SHOWN = 10;

  private static final List<String> RECORDINGS = List.of("hedgehog.cptv", "bird-calls.wav");

  /** Those by which a JVM decides whether a cache fits it. */
  private static final List<String> OF_SCRIPT =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path root;
  private final Path folder;
  private final String commands;

  StartupTraining(Path root, Path folder, String commands) {
    this.root = root;
    this.folder = folder;
    this.commands = commands;
  }

  /**
   * Makes the caches of all programs of a checkout.
   *
   * @param args the checkout's folder, and the class of the command line whose main method runs
   *     commands on a stack with the recordings that it is told
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    Path folder = Files.createTempDirectory("nightjar-training");
    try {
      new StartupTraining(Path.of(args[0]).toAbsolutePath(), folder, args[1]).run();
      out.println("made the class caches of the services and the command line");
    } catch (Failure failure) {
      // Programs start without them, only later.
      out.println("no class caches: " + failure.getMessage());
    } finally {
      remove(folder);
    }
  }

  void run() throws IOException, InterruptedException {
    StackFolder home = new StackFolder(folder.resolve("home"));
    var stack =
        new LocalStack(
            home,
            root,
            Clock.systemUTC(),
            note -> {},
            (name, jar) ->
                name.equals(LocalStack.EMBEDDED) ? StartupCache.options(jar) : training(name));
    try {
      stack.up(Ports.free());
      command(home);
      stack.down(false, PATIENCE);
    } finally {
      stack.down(true);
    }
    var programs = new Programs(home, root);
    for (Service service : Service.values()) {
      StartupCache.adopt(trained(service.label()), programs.built(service.label()));
    }
    if (!Files.exists(trained(COMMAND_LINE))) {
      throw Failure.because("that of the command line was not written; it said:\n" + said(home));
    }
    StartupCache.adopt(trained(COMMAND_LINE), Programs.commandLine(root));
  }

  private static String said(StackFolder home) throws IOException {
    List<String> lines = Files.readAllLines(home.log(COMMAND_LINE));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }

  /** Runs commands on the stack, with the options of a JVM that the script gives them. */
  private void command(StackFolder home) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OF_SCRIPT);
    command.addAll(StartupCache.training(trained(COMMAND_LINE)));
    command.addAll(
        List.of("-Dnightjar.root=" + root, "-cp", Programs.commandLine(root).toString(), commands));
    for (String recording : RECORDINGS) {
      command.add(root.resolve("fixtures/recordings").resolve(recording).toString());
    }
    Path log = home.log(COMMAND_LINE);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put(StackFolder.VARIABLE, home.path().toString());
    Process process = builder.start();
    if (!process.waitFor(PATIENCE)) {
      process.destroyForcibly();
    }
  }

  /** What a JVM compiles is no part of the cache, so it need not compile well. */
  private List<String> training(String name) {
    List<String> options = new ArrayList<>(StartupCache.training(trained(name)));
    options.add("-XX:TieredStopAtLevel=1");
    return options;
  }

  private Path trained(String name) {
    return folder.resolve(name);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
