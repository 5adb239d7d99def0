package io.nightjar.ingest.view;

import java.math.BigInteger;
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

  /** One range in bytes; a number may have any length, and the unit any case. */
  Pattern FORM =
      Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads a header.
   *
   * @param header its value; several ranges, or another unit, are answered with the whole, as the
   *     standard allows
   * @param size bytes of the object
   */
  static ByteRange of(String header, long size) {
    Matcher form = FORM.matcher(header);
    if (!form.matches()) {
      return new Whole();
    }
    String first = form.group(1);
    String last = form.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(new BigInteger(last), size);
    }
    BigInteger from = new BigInteger(first);
    if (!last.isEmpty() && new BigInteger(last).compareTo(from) < 0) {
      return new Whole();
    }
    if (from.compareTo(BigInteger.valueOf(size)) >= 0) {
      return new Unsatisfiable();
    }
    BigInteger end = BigInteger.valueOf(size - 1);
    BigInteger to = last.isEmpty() ? end : new BigInteger(last).min(end);
    return new Part(from.longValueExact(), to.longValueExact());
  }

  private static ByteRange suffix(BigInteger asked, long size) {
    long length = asked.min(BigInteger.valueOf(size)).longValueExact();
    return length == 0 ? new Unsatisfiable() : new Part(size - length, size - 1);
  }
}
