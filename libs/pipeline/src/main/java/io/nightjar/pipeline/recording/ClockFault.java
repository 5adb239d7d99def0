package io.nightjar.pipeline.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a claim of when a recording began can't be true: the one rule for all who claim it. */
public enum ClockFault {
  /** No recorder of the kind was made yet: the clock was not set. */
  BEFORE_RECORDERS,
  /** The recording had been received already. */
  AFTER_RECEIPT;

  /** The format of thermal recordings is of 2016; its reader says the same in a finding. */
  private static final Instant FIRST_THERMAL = Instant.parse("2016-01-01T00:00:00Z");

  /**
   * Clocks that were never set begin in 1970 (Unix), 1980 (FAT, GPS) or 2000 (clock chips), and run
   * on from there for months; no sound recorder in the field is as old as what comes after.
   */
  private static final Instant FIRST_AUDIO = Instant.parse("2001-01-01T00:00:00Z");

  /** A clock may be right and its zone wrong: at most 26 h, from UTC+14 told as UTC-12. */
  private static final Duration TOLERANCE = Duration.ofHours(26);

  /** Looks at a claim; empty if it may be true. */
  public static Optional<ClockFault> of(Instant claimed, MediaKind kind, Instant receivedAt) {
    if (claimed.isBefore(first(kind))) {
      return Optional.of(BEFORE_RECORDERS);
    }
    return claimed.isAfter(receivedAt.plus(TOLERANCE))
        ? Optional.of(AFTER_RECEIPT)
        : Optional.empty();
  }

  private static Instant first(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> FIRST_THERMAL;
      case AUDIO -> FIRST_AUDIO;
    };
  }
}
