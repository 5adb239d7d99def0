package io.nightjar.cptv;

import java.util.Optional;

/** The header fields that exist, with their codes and lengths. */
public enum HeaderField {
  /** Start of the recording, microseconds since 1970 UTC. */
  TIMESTAMP('T', 8),
  /** Columns. */
  WIDTH('X', 4),
  /** Rows. */
  HEIGHT('Y', 4),
  /** Pixel coding, 0 or 1. */
  COMPRESSION('C', 1),
  /** Device name. */
  DEVICE_NAME('D', HeaderField.TEXT),
  /** Device id. */
  DEVICE_ID('I', 4),
  /** Serial number of the camera module. */
  CAMERA_SERIAL('N', 4),
  /** Model of the camera module. */
  CAMERA_MODEL('E', HeaderField.TEXT),
  /** Brand of the camera module. */
  CAMERA_BRAND('B', HeaderField.TEXT),
  /** Firmware of the camera module. */
  FIRMWARE('V', HeaderField.TEXT),
  /** Configuration of the motion detector, YAML. */
  MOTION_CONFIGURATION('M', HeaderField.TEXT),
  /** Seconds recorded before the trigger. */
  PREVIEW_SECONDS('P', 1),
  /** Degrees north. */
  LATITUDE('L', 4, -90, 90),
  /** Degrees east. */
  LONGITUDE('O', 4, -180, 180),
  /** When the location was set, microseconds since 1970 UTC. */
  LOCATION_TIME('S', 8),
  /** Metres above the sea: from below the deepest mine to above the highest summit. */
  ALTITUDE('A', 4, -5_000, 10_000),
  /** Accuracy of the location in metres, at most half-way round the Earth. */
  ACCURACY('U', 4, 0, 20_040_000),
  /** Frames per second. */
  FRAMES_PER_SECOND('Z', 1),
  /** Number of background frames. */
  BACKGROUND_FRAMES('g', 1),
  /** Number of frames. */
  FRAME_COUNT('J', 2),
  /** Largest pixel of the recording. */
  MAXIMUM('K', 2),
  /** Smallest pixel of the recording. */
  MINIMUM('Q', 2);

  /** The length of a text field: any. */
  static final int TEXT = -1;

  private static final HeaderField[] VALUES = values();

  private final char code;
  private final int length;
  private final float least;
  private final float most;

  HeaderField(char code, int length) {
    this(code, length, Float.NaN, Float.NaN);
  }

  HeaderField(char code, int length, float least, float most) {
    this.code = code;
    this.length = length;
    this.least = least;
    this.most = most;
  }

  /** Returns the code as it stands in the file. */
  public char code() {
    return code;
  }

  /** Tells whether a field of this code may have so many bytes. */
  public boolean accepts(int dataLength) {
    return length == TEXT || length == dataLength;
  }

  /**
   * Tells whether a float field of this code holds a number that can be true; never one that is no
   * number or infinite.
   */
  public boolean allows(Field field) {
    return field.real() >= least && field.real() <= most;
  }

  /** Returns the numbers that {@link #allows}, in words. */
  public String range() {
    return (long) least + "…" + (long) most;
  }

  int length() {
    return length;
  }

  /** Returns the field of a code, if one is known. */
  public static Optional<HeaderField> of(char code) {
    for (HeaderField field : VALUES) {
      if (field.code == code) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
