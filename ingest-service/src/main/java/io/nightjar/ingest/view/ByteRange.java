package io.nightjar.ingest.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header (RFC 9110, section 14) asks of an object. */
public sealed interface ByteRange {
  /** All of it: no range was asked for, or one that need not be understood. */
  record Whole() implements ByteRange {}

  /**
   * A part of it.
   *
   * @param first offset of the first byte
   * @param last offset of the last byte
   */
  record Part(long first, long last) implements ByteRange {
    /** How many bytes it has. */
    public long length() {
      return last - first + 1;
    }
  }

  /** Nothing that the object has. */
  record Unsatisfiable() implements ByteRange {}

  /** One range in bytes; longer numbers than these are past the end of any object. */
  Pattern FORM = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

  /**
   * Reads a header.
   *
   * @param header its value; several ranges, or another unit, are answered with the whole, as the
   *     standard allows
   * @param size bytes of the object
   */
  static ByteRange of(String header, long size) {
    Matcher form = FORM.matcher(header);
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return new Whole();
    }
    if (form.group(1).isEmpty()) {
      long suffix = Math.min(Long.parseLong(form.group(2)), size);
      return suffix == 0 ? new Unsatisfiable() : new Part(size - suffix, size - 1);
    }
    long first = Long.parseLong(form.group(1));
    long last = form.group(2).isEmpty() ? size - 1 : Long.parseLong(form.group(2));
    if (last < first && !form.group(2).isEmpty()) {
      return new Whole();
    }
    return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
  }
}
