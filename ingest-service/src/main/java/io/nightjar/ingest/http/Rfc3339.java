package io.nightjar.ingest.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as callers of the API write them: RFC 3339, with an offset, to the nanosecond at most. */
public final class Rfc3339 {
  /** What a time has to be, for those who sent another. */
  public static final String RULE = "a time with an offset, as in RFC 3339";

  private static final int LAST_YEAR = 9999;

  private Rfc3339() {}

  /** Reads a time; empty if it is none, or one of a year that has not four digits. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text))
          .filter(time -> time.getYear() >= 0 && time.getYear() <= LAST_YEAR)
          .map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
