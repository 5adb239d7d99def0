package io.nightjar.local.terminal;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people read them. */
public final class Amounts {
  private static final long KILO = 1000;

  private Amounts() {}

  /** For example {@code 812 B}, {@code 1.5 kB}, {@code 23.0 MB}, {@code 4.1 GB}. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    if (bytes < KILO * KILO) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    if (bytes < KILO * KILO * KILO) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** For example {@code 3.2 s}. */
  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  /** For example {@code 12s}, {@code 5m 3s}, {@code 26h 0m}. */
  public static String uptime(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }
    return time.toHours() + "h " + time.toMinutesPart() + "m";
  }
}
