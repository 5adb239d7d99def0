package io.nightjar.local.cptv;

import io.nightjar.local.terminal.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file beside its place and moves it there, so that there is never half of one. */
final class NewFile {

  /** What fills the file; it may close the stream. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private NewFile() {}

  static void write(Path file, Path source, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    if (Files.exists(target) && Files.isSameFile(target, source)) {
      throw Failure.usage("the new file would replace the one that is read");
    }
    Path folder = target.getParent();
    Path parts =
        Files.createTempFile(folder == null ? Path.of(".") : folder, ".nightjar-", ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(parts), 1 << 16)) {
        content.writeTo(out);
      }
      Files.move(parts, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(parts);
    }
  }
}
