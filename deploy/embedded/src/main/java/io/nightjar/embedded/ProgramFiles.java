package io.nightjar.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the packaged program of this module in a checkout. */
final class ProgramFiles {
  private ProgramFiles() {}

  /**
   * The program's jar.
   *
   * @throws IllegalStateException if it is not built; the message says how to
   */
  static Path jar() {
    Path root = root();
    Path jar = root.resolve("deploy/embedded/target/embedded/nightjar-embedded.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          jar + " is not built; run ./mvnw -Dquick -pl deploy/embedded package in " + root);
    }
    return jar;
  }

  private static Path root() {
    String configured = System.getProperty("nightjar.root", "");
    if (!configured.isBlank()) {
      return Path.of(configured);
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("deploy/embedded"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "no checkout of Nightjar above the working directory; set the system property nightjar.root");
  }
}
