package io.nightjar.audio.tags;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as a recorder tells it.
 *
 * @param local by its own clock
 * @param offset from UTC, if it tells one
 */
record ClaimedTime(LocalDateTime local, Optional<ZoneOffset> offset) {

  /** ISO 8601 with all the liberties that recorders take. */
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(?:[.,](\\d{1,9})\\d*)?"
              + " ?(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?");

  /**
   * Reads a date and time such as {@code 2023-05-30T22:34:00.5+12:00}: the {@code T} may be a
   * blank, seconds, fraction and offset may be missing.
   *
   * @return empty if it is none
   */
  static Optional<ClaimedTime> parse(String text) {
    Matcher match = ISO.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local = LocalDateTime.parse(match.group(1) + "T" + match.group(2));
      Optional<String> fraction = Optional.ofNullable(match.group(3));
      LocalDateTime exact =
          local.withNano(
              fraction.map(f -> Integer.parseInt((f + "00000000").substring(0, 9))).orElse(0));
      return Optional.of(
          new ClaimedTime(exact, Optional.ofNullable(match.group(4)).map(ClaimedTime::offset)));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(String text) {
    return text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  Optional<OffsetDateTime> withOffset() {
    return offset.map(local::atOffset);
  }

  /** By its own clock where it tells no offset. */
  Optional<LocalDateTime> withoutOffset() {
    return offset.isPresent() ? Optional.empty() : Optional.of(local);
  }
}
