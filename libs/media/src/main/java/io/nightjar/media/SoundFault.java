package io.nightjar.media;

/**
 * What can be wrong with a sound recording, the same on any machine: what depends on the machine is
 * a {@link ChildFault}. The codes are stable: they go into events.
 */
public enum SoundFault {
  /** No known sound format, or so damaged that nothing of it decodes. */
  NOT_DECODABLE("not-decodable"),
  /**
   * A readable file without an audio stream, or one that is well formed and whose audio has no
   * sample. A header that claims sound of which nothing is there is {@link #NOT_DECODABLE}.
   */
  NO_SOUND("no-sound"),
  /** Ends earlier than it says. */
  TRUNCATED("truncated"),
  /** Parts in the middle don't decode, fail their checks, or are missing. */
  DAMAGED("damaged"),
  /** Longer than {@link SoundLimits#longest()}. */
  TOO_LONG("too-long"),
  /** More than {@link SoundLimits#channels()}. */
  TOO_MANY_CHANNELS("too-many-channels"),
  /** Outside {@link SoundLimits#lowestSampleRate()} … {@link SoundLimits#highestSampleRate()}. */
  SAMPLE_RATE_OUT_OF_RANGE("sample-rate-out-of-range");

  /** The reason where a well-formed file ends before any sound. */
  static final String NO_SAMPLES = "the audio stream has no samples";

  private final String code;

  SoundFault(String code) {
    this.code = code;
  }

  /** The stable code, lower-case words with hyphens. */
  public String code() {
    return code;
  }
}
