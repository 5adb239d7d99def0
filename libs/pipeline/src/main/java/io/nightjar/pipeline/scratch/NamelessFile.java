package io.nightjar.pipeline.scratch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scratch files without a name: whatever ends the process, nothing is left of them. */
final class NamelessFile {
  private NamelessFile() {}

  /**
   * Makes an empty file whose name is gone before its first byte.
   *
   * @param folder may be shared with other processes
   * @param prefix of the name that it has for a moment
   */
  static RandomAccessFile open(Path folder, String prefix) throws IOException {
    Path path = Files.createTempFile(folder, prefix, "");
    try {
      return new RandomAccessFile(path.toFile(), "rw");
    } finally {
      Files.delete(path);
    }
  }
}
