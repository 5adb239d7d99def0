package io.nightjar.cptv;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One picture of a recording with its telemetry: a buffer that the caller owns and may hand to a
 * reader again and again. Not thread-safe.
 */
public final class Frame {

  /**
   * So long after a flat-field correction, in milliseconds, pixels are not to be trusted; the limit
   * of the field's classifiers.
   */
  public static final long AFFECTED_BY_FFC_MILLIS = 9_900;

  private final int width;
  private final int height;
  private final short[] pixels;

  private int number;
  private boolean background;
  private boolean hasTime;
  private boolean timeInMicros;
  private long time;
  private boolean hasLastFfc;
  private long lastFfc;
  private boolean hasTemperature;
  private float temperature;
  private boolean hasTemperatureAtFfc;
  private float temperatureAtFfc;
  private int bitWidth;
  private long bodyLength;
  private String fieldOrder = "";
  private List<Field> unknownFields = List.of();

  /** Makes a frame of zeros, {@code width} columns by {@code height} rows. */
  public Frame(int width, int height) {
    if (width < 1 || height < 1 || width > 65_535 || height > 65_535) {
      throw new IllegalArgumentException("a frame has 1…65535 pixels a side");
    }
    this.width = width;
    this.height = height;
    this.pixels = new short[Math.multiplyExact(width, height)];
  }

  /** Returns the columns. */
  public int width() {
    return width;
  }

  /** Returns the rows. */
  public int height() {
    return height;
  }

  /**
   * Returns the pixels themselves, not a copy: row by row, each an unsigned 16-bit number, so take
   * {@code pixels()[i] & 0xFFFF}.
   */
  public short[] pixels() {
    return pixels;
  }

  /** Returns one pixel, 0…65535. */
  public int pixel(int column, int row) {
    return pixels[row * width + column] & 0xFFFF;
  }

  /** Returns the place of the frame in its file, from 0, background frames counted. */
  public int number() {
    return number;
  }

  /** Tells whether this is a background frame: made by the camera, not seen at one moment. */
  public boolean background() {
    return background;
  }

  /** Returns the milliseconds since the camera's power-on; empty in version 1 files. */
  public OptionalLong timeOnMillis() {
    return hasTime && !timeInMicros ? OptionalLong.of(time) : OptionalLong.empty();
  }

  /**
   * Returns the microseconds since the start of the recording, which only version 1 files have. The
   * values of real files are doubtful.
   */
  public OptionalLong offsetMicros() {
    return hasTime && timeInMicros ? OptionalLong.of(time) : OptionalLong.empty();
  }

  /** Returns the milliseconds since power-on at the last flat-field correction (FFC). */
  public OptionalLong lastFfcMillis() {
    return hasLastFfc ? OptionalLong.of(lastFfc) : OptionalLong.empty();
  }

  /**
   * Returns the milliseconds from the last flat-field correction to the frame; empty where the
   * camera does not tell, or tells of one that is still to come.
   */
  public OptionalLong sinceFfcMillis() {
    boolean told = hasTime && !timeInMicros && hasLastFfc && time >= lastFfc;
    return told ? OptionalLong.of(time - lastFfc) : OptionalLong.empty();
  }

  /** Tells whether it was taken soon after a flat-field correction, as far as is known. */
  public boolean affectedByFfc() {
    OptionalLong since = sinceFfcMillis();
    return since.isPresent() && since.getAsLong() < AFFECTED_BY_FFC_MILLIS;
  }

  /** Returns the camera's temperature in °C. */
  public OptionalDouble temperature() {
    return hasTemperature ? OptionalDouble.of(temperature) : OptionalDouble.empty();
  }

  /** Returns the camera's temperature in °C at the last flat-field correction. */
  public OptionalDouble temperatureAtFfc() {
    return hasTemperatureAtFfc ? OptionalDouble.of(temperatureAtFfc) : OptionalDouble.empty();
  }

  /** Returns the bits per packed value that the frame was stored with, 0 if it was never stored. */
  public int bitWidth() {
    return bitWidth;
  }

  /** Returns the bytes of the body that the frame was stored with, padding included. */
  public long bodyLength() {
    return bodyLength;
  }

  /** Returns the codes of the known fields in the order of the file, empty if never stored. */
  public String fieldOrder() {
    return fieldOrder;
  }

  /** Returns the fields that the format does not know, in file order. */
  public List<Field> unknownFields() {
    return unknownFields;
  }

  /** Forgets everything but the pixels: no telemetry, no background, number 0. */
  public Frame clearFields() {
    number = 0;
    background = false;
    hasTime = false;
    timeInMicros = false;
    hasLastFfc = false;
    hasTemperature = false;
    hasTemperatureAtFfc = false;
    bitWidth = 0;
    bodyLength = 0;
    fieldOrder = "";
    unknownFields = List.of();
    return this;
  }

  /** Sets the place in the file. */
  public Frame setNumber(int value) {
    number = value;
    return this;
  }

  /** Marks a background frame. */
  public Frame setBackground(boolean value) {
    background = value;
    return this;
  }

  /** Sets the milliseconds since power-on, unsigned 32 bits. */
  public Frame setTimeOnMillis(long millis) {
    time = unsigned32(millis);
    hasTime = true;
    timeInMicros = false;
    return this;
  }

  /** Sets the microseconds since the start of a version 1 recording, unsigned 32 bits. */
  public Frame setOffsetMicros(long micros) {
    time = unsigned32(micros);
    hasTime = true;
    timeInMicros = true;
    return this;
  }

  /** Sets the milliseconds since power-on at the last flat-field correction, unsigned 32 bits. */
  public Frame setLastFfcMillis(long millis) {
    lastFfc = unsigned32(millis);
    hasLastFfc = true;
    return this;
  }

  /** Sets the camera's temperature in °C. */
  public Frame setTemperature(float celsius) {
    temperature = celsius;
    hasTemperature = true;
    return this;
  }

  /** Sets the camera's temperature in °C at the last flat-field correction. */
  public Frame setTemperatureAtFfc(float celsius) {
    temperatureAtFfc = celsius;
    hasTemperatureAtFfc = true;
    return this;
  }

  /** Sets how the frame was stored: bits per value, bytes of the body, order of its fields. */
  public Frame setStorage(int bits, long bytes, String order) {
    bitWidth = bits;
    bodyLength = bytes;
    fieldOrder = order;
    return this;
  }

  /** Sets the fields that the format does not know. */
  public Frame setUnknownFields(List<Field> fields) {
    unknownFields = List.copyOf(fields);
    return this;
  }

  /** Takes over pixels and fields of a frame of the same size. */
  public Frame copyFrom(Frame other) {
    if (other.width != width || other.height != height) {
      throw new IllegalArgumentException("the frames differ in size");
    }
    System.arraycopy(other.pixels, 0, pixels, 0, pixels.length);
    number = other.number;
    background = other.background;
    hasTime = other.hasTime;
    timeInMicros = other.timeInMicros;
    time = other.time;
    hasLastFfc = other.hasLastFfc;
    lastFfc = other.lastFfc;
    hasTemperature = other.hasTemperature;
    temperature = other.temperature;
    hasTemperatureAtFfc = other.hasTemperatureAtFfc;
    temperatureAtFfc = other.temperatureAtFfc;
    bitWidth = other.bitWidth;
    bodyLength = other.bodyLength;
    fieldOrder = other.fieldOrder;
    unknownFields = other.unknownFields;
    return this;
  }

  /** Returns a frame of its own with the same content. */
  public Frame copy() {
    return new Frame(width, height).copyFrom(this);
  }

  private static long unsigned32(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException(value + " does not fit in 32 bits");
    }
    return value;
  }
}
