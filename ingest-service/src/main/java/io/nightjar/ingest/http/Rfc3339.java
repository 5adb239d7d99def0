package io.nightjar.ingest.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times as callers of the API write them: RFC 3339, with an offset, to the nanosecond at most. */
public final class Rfc3339 {
  /** What a time has to be, for those who sent another. */
  public static final String RULE = "a time with an offset, as in RFC 3339";

  /** Years have four digits, in UTC as well. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Rfc3339() {}

  /** Reads a time; empty if it is none. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(time -> !time.isBefore(FIRST) && time.isBefore(END));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
