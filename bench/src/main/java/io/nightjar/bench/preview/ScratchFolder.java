package io.nightjar.bench.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what nobody keeps. */
final class ScratchFolder {

  private ScratchFolder() {}

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.toList();
    }
    for (Path one : all.reversed()) {
      Files.delete(one);
    }
  }
}
