package io.nightjar.local.store;

import io.nightjar.local.terminal.Failure;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ages as they are typed. */
final class Ages {
  private static final Pattern AGE = Pattern.compile("(\\d{1,6})([smhd])");

  private Ages() {}

  /** For example {@code 90m}, {@code 36h}, {@code 7d}. */
  static Duration parse(String text) {
    Matcher age = AGE.matcher(text);
    if (!age.matches()) {
      throw Failure.usage("no age: " + text + "; write for example 36h or 7d");
    }
    long number = Long.parseLong(age.group(1));
    return switch (age.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
