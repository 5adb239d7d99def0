package io.nightjar.audio.tags;

/**
 * Something odd about a recording that did not keep it from being analysed.
 *
 * @param code stable, in lower case with hyphens
 * @param detail for people
 */
public record Finding(String code, String detail) {

  /** The file's headers are wrong, although nothing is lost. */
  public static final String HEADER_WRONG = "header-wrong";

  /** The claimed time is years off what any recorder of today can have seen. */
  public static final String RECORDED_TIME_IMPLAUSIBLE = "recorded-time-implausible";

  /** A coordinate that is not on Earth; it is not used. */
  public static final String POSITION_OUT_OF_RANGE = "position-out-of-range";

  /** A factor of time expansion that makes no sense; it is not used. */
  public static final String TIME_EXPANSION_UNUSABLE = "time-expansion-unusable";

  /** The claimed sample rate is not that of the file times the factor of time expansion. */
  public static final String TIME_EXPANSION_CONTRADICTED = "time-expansion-contradicted";

  /** The channels nearly cancel each other out: one is wired the wrong way round. */
  public static final String CHANNELS_IN_ANTIPHASE = "channels-in-antiphase";

  /** A channel without sound beside one with. */
  public static final String CHANNEL_SILENT = "channel-silent";

  /**
   * A channel that stays at the end of its range and hardly moves: a broken microphone or cable.
   */
  public static final String CHANNEL_STUCK = "channel-stuck";

  /** A channel's mean lies off zero by more than 1 % of full scale. */
  public static final String DC_OFFSET = "dc-offset";
}
