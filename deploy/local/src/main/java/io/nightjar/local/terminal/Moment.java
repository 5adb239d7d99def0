package io.nightjar.local.terminal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Moments as they are typed and shown. */
public final class Moment {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern SPAN = Pattern.compile("\\d{1,6}[smhd]");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Moment() {}

  /**
   * For example {@code 2026-03-01T21:00:00Z}, {@code 2026-03-01} (its beginning, UTC), or {@code
   * 36h} (so long ago).
   *
   * @throws Failure of a wrong use if it is none of these
   */
  public static Instant parse(String text, Instant now) {
    try {
      if (SPAN.matcher(text).matches()) {
        return now.minus(TimeSpan.parse(text));
      }
      return DAY.matcher(text).matches()
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Failure.usage(
          "no time: " + text + "; write for example 2026-03-01T21:00:00Z, 2026-03-01 or 36h");
    }
  }

  /** For example {@code 2026-03-01 21:00}, UTC. */
  public static String minutes(Instant at) {
    return MINUTES.format(at);
  }

  /**
   * How long ago something was: {@code now}, {@code 3 s ago}, {@code 5 min ago}, {@code 2 d ago}.
   */
  public static String ago(Instant at, Instant now) {
    Duration since = Duration.between(at, now);
    if (since.toSeconds() <= 0) {
      return "now";
    }
    if (since.toMinutes() == 0) {
      return since.toSeconds() + " s ago";
    }
    if (since.toHours() == 0) {
      return since.toMinutes() + " min ago";
    }
    return since.toDays() == 0 ? since.toHours() + " h ago" : since.toDays() + " d ago";
  }
}
