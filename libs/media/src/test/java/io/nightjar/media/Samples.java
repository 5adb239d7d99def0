package io.nightjar.media;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real recordings, which not every checkout has beside it. */
final class Samples {

  static final Path AUDIO =
      Path.of(System.getProperty("nightjar.root", "../.."))
          .resolveSibling("shared")
          .resolve("samples/audio");

  private Samples() {}

  static boolean present() {
    return Files.isDirectory(AUDIO);
  }
}
