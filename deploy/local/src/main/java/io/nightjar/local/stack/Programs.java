package io.nightjar.local.stack;

import io.nightjar.embedded.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of a running stack, apart from where builds write: a build beside a running stack
 * replaces jars that its processes have not opened yet.
 */
final class Programs {
  private static final String EMBEDDED_JAR = "nightjar-embedded.jar";
  private static final String SERVICE_JAR = "quarkus-run.jar";

  private final Path folder;
  private final Path root;

  Programs(StackFolder folder, Path root) {
    this.folder = folder.programs();
    this.root = root;
  }

  /** The built programs that are missing. */
  List<Path> unbuilt() {
    return LocalStack.names().stream()
        .map(this::built)
        .filter(jar -> !Files.isRegularFile(jar))
        .toList();
  }

  /** Takes a program as it is built now, and returns the jar to run. */
  Path take(String name) throws IOException {
    drop(folder, name);
    Path from = buildFolder(name);
    Path to = folder.resolve(name);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          take(path, target, StartupCache.isCache(path) || isOfOthers(from.relativize(path)));
        }
      }
    }
    return to.resolve(jarName(name));
  }

  /** Removes a program that has ended. */
  static void drop(Path folder, String name) throws IOException {
    Path program = folder.resolve(name);
    if (Files.isDirectory(program)) {
      try (Stream<Path> all = Files.walk(program)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /**
   * Libraries of others and class caches never change under their names, so a link does; nearly all
   * bytes are theirs.
   */
  private static void take(Path from, Path to, boolean link) throws IOException {
    if (link) {
      try {
        Files.createLink(to, from);
        return;
      } catch (IOException | UnsupportedOperationException anotherFileSystem) {
        // A copy costs a second or two.
      }
    }
    // With its time, by which the JVM knows whether a class cache fits.
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static boolean isOfOthers(Path inProgram) {
    String name = inProgram.getFileName().toString();
    return inProgram.startsWith("lib")
        && !name.startsWith("nightjar-")
        && !name.startsWith("io.nightjar.");
  }

  /** A program's jar as it was built last. */
  Path built(String name) {
    return buildFolder(name).resolve(jarName(name));
  }

  /** The jar of the command line in a checkout. */
  static Path commandLine(Path root) {
    return root.resolve("deploy/local/target/cli/nightjar-local.jar");
  }

  private Path buildFolder(String name) {
    return root.resolve(
        name.equals(LocalStack.EMBEDDED)
            ? "deploy/embedded/target/embedded"
            : name + "/target/quarkus-app");
  }

  private static String jarName(String name) {
    return name.equals(LocalStack.EMBEDDED) ? EMBEDDED_JAR : SERVICE_JAR;
  }
}
