package io.nightjar.pipeline.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * The identity of a recording: a UUID of version 7 (RFC 9562, section 5.7), so that ids sort by the
 * time at which they were given.
 */
public record RecordingId(UUID value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int VERSION = 7;
  private static final int TEXT_LENGTH = 36;

  public RecordingId {
    if (value.version() != VERSION || value.variant() != 2) {
      throw new IllegalArgumentException("not a UUID of version 7: " + value);
    }
  }

  /** A new id that holds the clock's time in milliseconds and 74 random bits. */
  public static RecordingId next(InstantSource clock) {
    long millis = clock.millis();
    long high = (millis << 16) | (VERSION << 12) | RANDOM.nextInt(1 << 12);
    long low = (RANDOM.nextLong() >>> 2) | (1L << 63);
    return new RecordingId(new UUID(high, low));
  }

  /** The id that a text spells, if it spells one in the canonical form of 36 characters. */
  public static Optional<RecordingId> parse(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      boolean canonical = text.length() == TEXT_LENGTH && uuid.toString().equals(text);
      return canonical && uuid.version() == VERSION && uuid.variant() == 2
          ? Optional.of(new RecordingId(uuid))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @JsonCreator
  static RecordingId of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a recording id: " + text));
  }

  /** When the id was given, to the millisecond. */
  public Instant givenAt() {
    return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
