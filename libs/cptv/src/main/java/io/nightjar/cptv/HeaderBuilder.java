package io.nightjar.cptv;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Builds a {@link Header} field by field; a field that is set again keeps its place. */
public final class HeaderBuilder {

  private int version;
  private final List<Field> fields;

  HeaderBuilder(int version, List<Field> fields) {
    this.version = version;
    this.fields = fields;
  }

  /** Sets the version byte, 1…3. */
  public HeaderBuilder version(int value) {
    version = value;
    return this;
  }

  /** Sets an integer field; it takes the low bytes of the value. */
  public HeaderBuilder set(HeaderField code, long value) {
    if (code.length() == HeaderField.TEXT) {
      throw new IllegalArgumentException("field " + code.code() + " holds text");
    }
    if (code.length() < 8 && value >>> (8 * code.length()) != 0) {
      throw new IllegalArgumentException(
          "field " + code.code() + " has " + code.length() + " bytes, which can't hold " + value);
    }
    return put(Field.ofNumber(code.code(), code.length(), value));
  }

  /** Sets a 32-bit float field: a location, an altitude or an accuracy. */
  public HeaderBuilder set(HeaderField code, float value) {
    if (code.length() != Float.BYTES) {
      throw new IllegalArgumentException("field " + code.code() + " is no float");
    }
    return put(Field.ofNumber(code.code(), Float.BYTES, Float.floatToRawIntBits(value)));
  }

  /** Sets a text field; at most 255 bytes in UTF-8. */
  public HeaderBuilder set(HeaderField code, String text) {
    if (code.length() != HeaderField.TEXT) {
      throw new IllegalArgumentException("field " + code.code() + " holds no text");
    }
    return put(Field.ofText(code.code(), text));
  }

  /** Sets a time field, to the microsecond. */
  public HeaderBuilder set(HeaderField code, Instant time) {
    return set(code, ChronoUnit.MICROS.between(Instant.EPOCH, time));
  }

  /** Removes every field of a code. */
  public HeaderBuilder remove(HeaderField code) {
    fields.removeIf(field -> field.code() == code.code());
    return this;
  }

  /** Sets any field as bytes. */
  public HeaderBuilder put(Field field) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).code() == field.code()) {
        fields.set(i, field);
        return this;
      }
    }
    fields.add(field);
    return this;
  }

  /** Makes the header. */
  public Header build() {
    return new Header(version, fields);
  }
}
