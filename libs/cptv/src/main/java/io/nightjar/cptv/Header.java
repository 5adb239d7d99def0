package io.nightjar.cptv;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says about itself, in real units. A field that is absent, has a wrong length or
 * holds no value that can be used is empty; of a repeated field the last one counts. Immutable.
 */
public final class Header {

  /** What a recording without the field runs at: the rate of the Lepton 3 sensor. */
  public static final int DEFAULT_FRAMES_PER_SECOND = 9;

  /** Microseconds at the start of the year 10000; prototypes wrote garbage beyond it. */
  private static final long YEAR_10000_MICROS = 253_402_300_800_000_000L;

  private final int version;
  private final List<Field> fields;
  private final int width;
  private final int height;
  private final Compression compression;

  /**
   * Makes a header of its fields in file order.
   *
   * @param version 1…3
   * @param fields at most 255, among them {@code X}, {@code Y} (1…65535) and {@code C} (0 or 1)
   * @throws IllegalArgumentException if a rule above is broken
   */
  public Header(int version, List<Field> fields) {
    if (version < 1 || version > 3) {
      throw new IllegalArgumentException("version is 1, 2 or 3");
    }
    if (fields.size() > 255) {
      throw new IllegalArgumentException("a header has at most 255 fields");
    }
    this.version = version;
    this.fields = List.copyOf(fields);
    this.width = (int) required(HeaderField.WIDTH, 1, 65_535);
    this.height = (int) required(HeaderField.HEIGHT, 1, 65_535);
    this.compression =
        required(HeaderField.COMPRESSION, 0, 1) == 0 ? Compression.RAW : Compression.DELTA;
  }

  /** Starts a version 2 header of a size in pixels, delta coded. */
  public static HeaderBuilder builder(int width, int height) {
    return new HeaderBuilder(2, new ArrayList<>())
        .set(HeaderField.WIDTH, width)
        .set(HeaderField.HEIGHT, height)
        .set(HeaderField.COMPRESSION, 1);
  }

  /** Starts a header that differs from this one in some fields. */
  public HeaderBuilder toBuilder() {
    return new HeaderBuilder(version, new ArrayList<>(fields));
  }

  /** Returns the version byte, 1…3. */
  public int version() {
    return version;
  }

  /** Returns every field in file order, unknown and repeated ones included. */
  public List<Field> fields() {
    return fields;
  }

  /** Returns the columns, 1…65535. */
  public int width() {
    return width;
  }

  /** Returns the rows, 1…65535. */
  public int height() {
    return height;
  }

  /** Returns how pixels are coded. */
  public Compression compression() {
    return compression;
  }

  /** Returns the start of the recording, unless it is missing or beyond the year 9999. */
  public Optional<Instant> recordedAt() {
    return instant(HeaderField.TIMESTAMP);
  }

  /** Returns the name of the device. */
  public Optional<String> deviceName() {
    return text(HeaderField.DEVICE_NAME);
  }

  /** Returns the id of the device, unsigned 32 bits. */
  public OptionalLong deviceId() {
    return number(HeaderField.DEVICE_ID);
  }

  /** Returns the serial number of the camera module, unsigned 32 bits. */
  public OptionalLong cameraSerial() {
    return number(HeaderField.CAMERA_SERIAL);
  }

  /** Returns the model of the camera module, such as {@code lepton3.5}. */
  public Optional<String> cameraModel() {
    return text(HeaderField.CAMERA_MODEL);
  }

  /** Returns the brand of the camera module, such as {@code flir}. */
  public Optional<String> cameraBrand() {
    return text(HeaderField.CAMERA_BRAND);
  }

  /** Returns the firmware of the camera module, such as {@code 3.3.26}. */
  public Optional<String> firmware() {
    return text(HeaderField.FIRMWARE);
  }

  /** Returns the configuration of the motion detector (YAML), or a status of the camera. */
  public Optional<String> motionConfiguration() {
    return text(HeaderField.MOTION_CONFIGURATION);
  }

  /** Returns how long before the trigger the recording starts. */
  public Optional<Duration> preview() {
    OptionalLong seconds = number(HeaderField.PREVIEW_SECONDS);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
        : Optional.empty();
  }

  /** Returns the latitude in degrees north, −90…90; empty if the longitude is out of its range. */
  public OptionalDouble latitude() {
    return coordinate(HeaderField.LATITUDE, HeaderField.LONGITUDE);
  }

  /** Returns the longitude in degrees east, −180…180; empty if the latitude is out of its range. */
  public OptionalDouble longitude() {
    return coordinate(HeaderField.LONGITUDE, HeaderField.LATITUDE);
  }

  /** Half a place is none: both are taken, or neither. */
  private OptionalDouble coordinate(HeaderField code, HeaderField other) {
    Field beside = find(other);
    return beside == null || other.allows(beside) ? real(code) : OptionalDouble.empty();
  }

  /** Returns when the location was set. */
  public Optional<Instant> locatedAt() {
    return instant(HeaderField.LOCATION_TIME);
  }

  /** Returns the altitude in metres, −5,000…10,000. The Go recorder writes 0 for unknown. */
  public OptionalDouble altitude() {
    return real(HeaderField.ALTITUDE);
  }

  /** Returns the accuracy of the location in metres, 0…20,040,000. */
  public OptionalDouble accuracy() {
    return real(HeaderField.ACCURACY);
  }

  /** Returns the frames per second, {@link #DEFAULT_FRAMES_PER_SECOND} if missing or 0. */
  public int framesPerSecond() {
    long declared = number(HeaderField.FRAMES_PER_SECOND).orElse(0);
    return declared == 0 ? DEFAULT_FRAMES_PER_SECOND : (int) declared;
  }

  /** Tells whether the header announces a background frame. */
  public boolean hasBackgroundFrame() {
    return number(HeaderField.BACKGROUND_FRAMES).orElse(0) != 0;
  }

  /** Returns the number of frames that the header declares, 0…65535. */
  public OptionalInt declaredFrameCount() {
    return small(HeaderField.FRAME_COUNT);
  }

  /** Returns the largest pixel that the header declares, 0…65535. */
  public OptionalInt declaredMaximum() {
    return small(HeaderField.MAXIMUM);
  }

  /** Returns the smallest pixel that the header declares, 0…65535. */
  public OptionalInt declaredMinimum() {
    return small(HeaderField.MINIMUM);
  }

  /**
   * Tells whether 16-bit differences are little-endian: low-power cameras before June 2025, which
   * are known by a slash in their firmware.
   */
  public boolean littleEndianDifferences() {
    return firmware().orElse("").indexOf('/') >= 0;
  }

  /** Returns the field as it counts: the last of its code, if its length is right. */
  public Optional<Field> field(HeaderField code) {
    return Optional.ofNullable(find(code));
  }

  private @Nullable Field find(HeaderField code) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      Field field = fields.get(i);
      if (field.code() == code.code()) {
        return code.accepts(field.length()) ? field : null;
      }
    }
    return null;
  }

  private long required(HeaderField code, long min, long max) {
    Field field = find(code);
    if (field == null || field.number() < min || field.number() > max) {
      throw new IllegalArgumentException(
          "field " + code.code() + " is required and lies in " + min + "…" + max);
    }
    return field.number();
  }

  private OptionalLong number(HeaderField code) {
    Field field = find(code);
    return field == null ? OptionalLong.empty() : OptionalLong.of(field.number());
  }

  private OptionalInt small(HeaderField code) {
    Field field = find(code);
    return field == null ? OptionalInt.empty() : OptionalInt.of((int) field.number());
  }

  private OptionalDouble real(HeaderField code) {
    Field field = find(code);
    return field != null && code.allows(field)
        ? OptionalDouble.of(field.real())
        : OptionalDouble.empty();
  }

  private Optional<String> text(HeaderField code) {
    return field(code).map(Field::text);
  }

  private Optional<Instant> instant(HeaderField code) {
    Field field = find(code);
    if (field == null || field.number() < 0 || field.number() >= YEAR_10000_MICROS) {
      return Optional.empty();
    }
    return Optional.of(Instant.EPOCH.plus(field.number(), ChronoUnit.MICROS));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Header that && version == that.version && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return 31 * version + fields.hashCode();
  }

  @Override
  public String toString() {
    return "CPTV version " + version + ", " + width + "×" + height + ", " + fields;
  }
}
