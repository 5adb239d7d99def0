package io.nightjar.cptv.core;

import io.nightjar.cptv.Field;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at what a header claims of times. A claim that can't be true is kept, for the order of a
 * camera's recordings may still be seen in it, but said.
 */
final class ClaimedTime {

  /** The format is of 2016: no camera wrote it before. */
  private static final Instant FIRST = Instant.parse("2016-01-01T00:00:00Z");

  /**
   * Beyond all cameras of this format. A clock that is not set may stand in 2106, where 32 bits of
   * seconds end. The present is not asked for: a recording has the same findings on any day.
   */
  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

  private static final long MICROS_PER_MILLI = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private ClaimedTime() {}

  static void review(Header header, FindingLog findings) {
    review(header, HeaderField.TIMESTAMP, header.recordedAt(), "the recording starts", findings);
    review(header, HeaderField.LOCATION_TIME, header.locatedAt(), "the location is of", findings);
  }

  private static void review(
      Header header, HeaderField code, Optional<Instant> time, String what, FindingLog findings) {
    if (time.isPresent() && !isPlausible(time.get())) {
      long claimed = header.field(code).map(Field::number).orElse(0L);
      findings.add(
          Finding.Kind.TIMESTAMP_IMPLAUSIBLE,
          FindingLog.WHOLE,
          what + " " + time.get() + ", " + reason(claimed, time.get()));
    }
  }

  private static String reason(long claimed, Instant time) {
    Instant asMillis = Instant.EPOCH.plusMillis(claimed);
    if (claimed < Long.MAX_VALUE / MICROS_PER_MILLI && isPlausible(asMillis)) {
      return "or " + asMillis + " if the camera wrote milliseconds for microseconds";
    }
    Instant asSeconds = Instant.EPOCH.plusSeconds(Math.min(claimed, LAST.getEpochSecond()));
    if (claimed < Long.MAX_VALUE / MICROS_PER_SECOND && isPlausible(asSeconds)) {
      return "or " + asSeconds + " if the camera wrote seconds for microseconds";
    }
    return time.isBefore(FIRST)
        ? "before all recordings: the clock was not set"
        : "after all recordings: the clock was not set";
  }

  private static boolean isPlausible(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(LAST);
  }
}
