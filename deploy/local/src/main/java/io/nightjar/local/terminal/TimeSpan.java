package io.nightjar.local.terminal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as they are typed. */
public final class TimeSpan {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

  private TimeSpan() {}

  /** For example {@code 90m}, {@code 36h}, {@code 7d}. */
  public static Duration parse(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw Failure.usage("no span of time: " + text + "; write for example 36h or 7d");
    }
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
