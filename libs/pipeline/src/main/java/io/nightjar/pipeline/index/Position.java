package io.nightjar.pipeline.index;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a recording stands in the listing by time recorded.
 *
 * @param at when it began, UTC, to the millisecond; year 0…9999
 * @param recordingId decides between recordings of the same millisecond
 * @param kind what it is
 */
public record Position(Instant at, RecordingId recordingId, MediaKind kind) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd/HHmmssSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern FORM =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d/\\d{9})-([0-9a-f-]{36})\\.([a-z]+)");

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  /** No position has a later time. */
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  public Position {
    at = within(at);
  }

  /** Its form in keys: {@code {yyyy-MM-dd}/{HHmmssSSS}-{recordingId}.{kind}}. */
  public String text() {
    return bound(at) + "-" + recordingId + "." + kind.text();
  }

  /** What stands before all positions of a time, and behind all of earlier ones. */
  static String bound(Instant at) {
    return TIME.format(within(at));
  }

  /** When a day of the form in keys has ended; empty if it is something else. */
  static Optional<Instant> endOfDay(String day) {
    try {
      return Optional.of(LocalDate.parse(day).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  /** Reads the form in keys; empty if it is something else. */
  public static Optional<Position> parse(String text) {
    Matcher match = FORM.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    Optional<MediaKind> kind =
        Arrays.stream(MediaKind.values()).filter(k -> k.text().equals(match.group(3))).findFirst();
    Optional<RecordingId> id = RecordingId.parse(match.group(2));
    try {
      Instant at = LocalDateTime.parse(match.group(1), TIME).toInstant(ZoneOffset.UTC);
      return id.isPresent() && kind.isPresent()
          ? Optional.of(new Position(at, id.get(), kind.get()))
          : Optional.empty();
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** A time as positions have it: of a year from 0 to 9999, to the millisecond. */
  static Instant within(Instant at) {
    Instant clamped = at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at;
    return clamped.truncatedTo(ChronoUnit.MILLIS);
  }
}
