package io.nightjar.cptv;

/** The codes of the fields of a frame. */
public final class FrameField {

  /** Milliseconds since power-on (version 1: microseconds since the start), 32 bits. */
  public static final char TIME = 't';

  /** Milliseconds since power-on at the last flat-field correction, 32 bits. */
  public static final char LAST_FFC = 'c';

  /** Camera temperature in °C, float. */
  public static final char TEMPERATURE = 'a';

  /** Camera temperature in °C at the last flat-field correction, float. */
  public static final char TEMPERATURE_AT_FFC = 'b';

  /** Bits per packed value, 8 bits. */
  public static final char BIT_WIDTH = 'w';

  /** Bytes of the body, 32 bits. */
  public static final char BODY_LENGTH = 'f';

  /** Not 0 for a background frame, 8 bits. */
  public static final char BACKGROUND = 'g';

  private FrameField() {}
}
