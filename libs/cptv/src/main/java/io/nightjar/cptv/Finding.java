package io.nightjar.cptv;

/**
 * Something in a recording that is not as it should be, but did not keep it from being read.
 *
 * @param kind what it is
 * @param count how often it was found, at least 1
 * @param frame the number of the first frame where it was found, -1 for the header or the whole
 * @param detail the first case in words
 */
public record Finding(Kind kind, int count, int frame, String detail) {

  /** The kinds, each with a stable code. */
  public enum Kind {
    /** {@code J} is neither the number of frames nor that of frames without background. */
    FRAME_COUNT_MISMATCH("frame-count-mismatch"),
    /** {@code K} is not the largest pixel. */
    MAXIMUM_MISMATCH("maximum-mismatch"),
    /** {@code Q} is not the smallest pixel. */
    MINIMUM_MISMATCH("minimum-mismatch"),
    /** A gzip member's checksum or length is wrong. */
    CHECKSUM_WRONG("checksum-wrong"),
    /** The start time is missing or no date of this age. */
    TIMESTAMP_UNUSABLE("timestamp-unusable"),
    /** The start or the time of the location lies before or after all recordings. */
    TIMESTAMP_IMPLAUSIBLE("timestamp-implausible"),
    /** A latitude, longitude, altitude or accuracy that no place has. */
    LOCATION_IMPLAUSIBLE("location-implausible"),
    /** The first frame seems to be a difference to a frame that is not in the file. */
    PREDECESSOR_MISSING("predecessor-missing"),
    /** The header announces a background frame that is not in the file. */
    BACKGROUND_MISSING("background-missing"),
    /** A field with a code that the format does not know. */
    UNKNOWN_FIELD("unknown-field"),
    /** A field that stands twice; the last one counts. */
    DUPLICATE_FIELD("duplicate-field"),
    /** A field with a length that is not its own; it counts as absent. */
    WRONG_LENGTH("wrong-length"),
    /** A frame body that is longer than its pixels need. */
    PADDED_FRAME("padded-frame"),
    /** A frame with more than 18 bits a value, which no writer needs. */
    UNUSUAL_WIDTH("unusual-width");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Returns the stable code, in lower case with hyphens. */
    public String code() {
      return code;
    }
  }
}
