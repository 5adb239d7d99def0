package io.nightjar.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/**
 * Whether a folder's file system can do what the store rests on. Without hard links a conditional
 * write is no longer atomic, and without file attributes ETags and metadata are lost; the store
 * itself goes on silently in both cases.
 */
final class FolderFitness {
  private FolderFitness() {}

  static void check(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, ".fitness-", ".tmp");
    Path link = file.resolveSibling(file.getFileName() + ".link");
    try {
      var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
      if (attributes == null) {
        throw RefusedStart.unfitFolder(folder, "its file system has no file attributes");
      }
      attempt(
          folder,
          "its file system refuses file attributes",
          () ->
              attributes.write(
                  "user.nightjar", ByteBuffer.wrap("1".getBytes(StandardCharsets.UTF_8))));
      attempt(folder, "its file system refuses hard links", () -> Files.createLink(link, file));
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(file);
    }
  }

  private static void attempt(Path folder, String why, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | UnsupportedOperationException refused) {
      throw RefusedStart.unfitFolder(folder, why + " (" + refused.getMessage() + ")");
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }
}
