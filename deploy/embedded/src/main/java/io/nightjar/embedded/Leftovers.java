package io.nightjar.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of writes that are not objects yet. The store writes an object beside its final place, as
 * {@code KEY-UUID} with a random (version 4) UUID, and gives it its name when it is whole. S3 never
 * shows such a file, nor does it outlive a crash.
 */
final class Leftovers {
  // Version 4 only: Nightjar's own keys may end in a recording id, which is a UUID of version 7.
  private static final Pattern UNFINISHED =
      Pattern.compile(
          ".+-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.DOTALL);

  private Leftovers() {}

  static boolean isUnfinished(String key) {
    return UNFINISHED.matcher(key).matches();
  }

  /**
   * Removes what a killed store left behind, and folders without objects; only while no store runs
   * on the folder. Buckets stay.
   */
  static void sweep(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (isUnfinished(file.getFileName().toString())) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (root.relativize(folder).getNameCount() > 1 && isEmpty(folder)) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }
}
