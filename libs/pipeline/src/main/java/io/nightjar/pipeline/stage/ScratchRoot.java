package io.nightjar.pipeline.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the scratch folders of one process lie, so that a later process finds and removes what a
 * killed one has left: copies of recordings can be large.
 */
final class ScratchRoot {
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-\\d{1,18}");

  private final Path folder;

  private ScratchRoot(Path folder) {
    this.folder = folder;
  }

  /**
   * The root of this process, below the folder for temporary files; what dead processes of the
   * service have left beside it is removed.
   */
  static ScratchRoot of(String service) {
    Path all = Path.of(System.getProperty("java.io.tmpdir"), "nightjar-" + service);
    return in(all);
  }

  /** The root of this process below a folder. */
  static ScratchRoot in(Path all) {
    try {
      Files.createDirectories(all);
      for (Path left : entries(all)) {
        if (isLeftBehind(left)) {
          removeTree(left);
        }
      }
      return new ScratchRoot(Files.createDirectories(all.resolve(name(ProcessHandle.current()))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the scratch folder " + all, e);
    }
  }

  /** A new empty folder. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "work-");
  }

  /** Removes a folder and all that is in it. */
  static void removeTree(Path tree) throws IOException {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** In containers every process has the same id, so the time of its start tells it from others. */
  private static String name(ProcessHandle process) {
    return process.pid()
        + "-"
        + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static boolean isLeftBehind(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1)))
            .filter(process -> name(process).equals(name.group()))
            .isEmpty();
  }
}
