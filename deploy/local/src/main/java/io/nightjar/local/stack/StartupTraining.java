package io.nightjar.local.stack;

import io.nightjar.embedded.StartupCache;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts the whole stack once, and stops it, so that each program's JVM writes down what it loads:
 * part of a whole build. Later starts use it; see {@link StartupCache}.
 */
public final class StartupTraining {
  /** A JVM writes its cache while it ends, in five seconds of processor time. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path root;
  private final Path folder;

  StartupTraining(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  /**
   * Makes the caches of all programs of a checkout.
   *
   * @param args the checkout's folder
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    Path folder = Files.createTempDirectory("nightjar-training");
    try {
      new StartupTraining(Path.of(args[0]).toAbsolutePath(), folder).run();
      out.println("made the class caches of " + String.join(", ", LocalStack.names()));
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
            (name, jar) -> StartupCache.training(trained(name)));
    try {
      stack.up(Ports.free());
      stack.down(false, PATIENCE);
    } finally {
      stack.down(true);
    }
    var programs = new Programs(home, root);
    for (String name : LocalStack.names()) {
      StartupCache.adopt(trained(name), programs.built(name));
    }
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
