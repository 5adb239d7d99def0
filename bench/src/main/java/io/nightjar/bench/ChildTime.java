package io.nightjar.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Scanner;

/** Processor time of a process's children, which {@link ProcessHandle} does not tell. */
public final class ChildTime {
  /** Values between the name and cutime in Linux's stat file, and the unit of its times. */
  private static final int BEFORE_CHILDREN = 13;

  private static final long MILLIS_PER_TICK = 10;

  private ChildTime() {}

  /**
   * What the children of a process used that have ended: as Linux tells it, in hundredths of a
   * second (proc(5): cutime and cstime); elsewhere nothing.
   */
  public static Duration of(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.isReadable(stat)) {
      return Duration.ZERO;
    }
    String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
    // The name, the second value, is in parentheses and may hold anything.
    try (Scanner values = new Scanner(text.substring(text.lastIndexOf(')') + 1))) {
      for (int passed = 0; passed < BEFORE_CHILDREN; passed++) {
        values.next();
      }
      long ticks = values.nextLong() + values.nextLong();
      return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }
  }
}
