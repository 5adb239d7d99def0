package io.nightjar.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds files by their names as they are shown. Cards that other systems wrote have names that are
 * not UTF-8; Java shows what it can't decode as U+FFFD, and such a text alone leads to no file.
 */
final class ShownPath {
  private static final String UNDECODED = "\uFFFD";

  private ShownPath() {}

  /**
   * The path that is shown so; the text as a path where there is none, or where several are shown
   * alike.
   */
  static Path of(String shown) {
    Path path = Path.of(shown);
    if (!shown.contains(UNDECODED) || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return path;
    }
    Path named = path.getParent();
    Path folder = named == null ? Path.of("") : of(named.toString());
    String name = Objects.toString(path.getFileName(), "");
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> alike =
          entries
              .filter(entry -> Objects.toString(entry.getFileName(), "").equals(name))
              .limit(2)
              .toList();
      return alike.size() == 1 ? alike.getFirst() : path;
    } catch (IOException unreadable) {
      return path;
    }
  }
}
