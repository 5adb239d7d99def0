package io.nightjar.local.client;

import io.nightjar.pipeline.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file as it was when it was read to be sent.
 *
 * @param path where it lies
 * @param size bytes
 * @param modified when it was last written to
 * @param sha256 of its content, lower-case hex
 */
public record LocalFile(Path path, long size, FileTime modified, String sha256) {
  /**
   * Reads a file once, in blocks.
   *
   * @throws FileChangedException if it was written to, or went away, in the meantime
   */
  public static LocalFile read(Path path) throws IOException {
    BasicFileAttributes before = attributes(path);
    var file = new LocalFile(path, before.size(), before.lastModifiedTime(), Sha256.of(path));
    file.requireUnchanged("while it was read");
    return file;
  }

  /**
   * Makes sure that it is still the file that was read.
   *
   * @param when it may have changed, for people
   * @throws FileChangedException if it is not
   */
  void requireUnchanged(String when) throws IOException {
    BasicFileAttributes now = attributes(path);
    if (now.size() != size || !now.lastModifiedTime().equals(modified)) {
      String how = now.size() > size ? "has grown" : "has changed";
      throw new FileChangedException(
          "it " + how + " " + when + "; send it again when nothing writes to it any more");
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new FileChangedException("it is gone");
    }
  }
}
