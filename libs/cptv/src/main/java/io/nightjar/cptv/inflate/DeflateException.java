package io.nightjar.cptv.inflate;

/** A deflate stream can't go on; never leaves the inflater. */
public final class DeflateException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean truncated;

  private DeflateException(boolean truncated, String rule) {
    super(rule, null, false, false);
    this.truncated = truncated;
  }

  /** A rule of RFC 1951 is broken. */
  static DeflateException corrupt(String rule) {
    return new DeflateException(false, rule);
  }

  /** The file ends before the stream. */
  static DeflateException truncated() {
    return new DeflateException(true, "the file ends inside a deflate stream");
  }

  boolean isTruncated() {
    return truncated;
  }

  String rule() {
    return String.valueOf(getMessage());
  }
}
