package io.nightjar.cptv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field of a header or a frame as it stands in the file: a code and up to 255 bytes. */
public final class Field {

  /** A field's length is one byte. */
  public static final int MAX_LENGTH = 255;

  private final char code;
  private final byte[] data;

  private Field(char code, byte[] data) {
    if (code > 255 || data.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a field has a one-byte code and at most 255 bytes");
    }
    this.code = code;
    this.data = data;
  }

  /** Makes a field of a copy of the bytes. */
  public static Field of(char code, byte[] data) {
    return new Field(code, data.clone());
  }

  /** Makes a field of a copy of {@code length} bytes from {@code from}. */
  public static Field of(char code, byte[] source, int from, int length) {
    return new Field(code, Arrays.copyOfRange(source, from, from + length));
  }

  /** Makes a field of the low {@code length} bytes of a number, little-endian. */
  public static Field ofNumber(char code, int length, long value) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (value >>> (8 * i));
    }
    return new Field(code, data);
  }

  /** Makes a field of the UTF-8 bytes of a text, which are at most 255. */
  public static Field ofText(char code, String text) {
    return new Field(code, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the code, a character of Latin 1. */
  public char code() {
    return code;
  }

  /** Returns the number of data bytes, 0…255. */
  public int length() {
    return data.length;
  }

  /** Returns a copy of the data. */
  public byte[] bytes() {
    return data.clone();
  }

  /** Copies the data into a caller's buffer, which has room for {@link #length()} bytes. */
  public void copyTo(byte[] into, int at) {
    System.arraycopy(data, 0, into, at, data.length);
  }

  /** Returns the first eight bytes (or all, if fewer) as a little-endian unsigned number. */
  public long number() {
    long value = 0;
    for (int i = Math.min(8, data.length) - 1; i >= 0; i--) {
      value = value << 8 | (data[i] & 0xFF);
    }
    return value;
  }

  /** Returns the first four bytes as a float. */
  public float real() {
    return Float.intBitsToFloat((int) number());
  }

  /** Returns the data as text; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Field that && code == that.code && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * code + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return code + "[" + data.length + "]";
  }
}
