package io.nightjar.cptv;

/**
 * The one exception of the codec: a file has no usable header, so that nothing can be read from it.
 *
 * <p>Damage after the header is not an exception but an {@link Ending}, and a failing source throws
 * its own {@link java.io.IOException}, which passes through unchanged.
 */
public final class CptvException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a file can't be opened. The codes are stable: events and programs may rely on them. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY("empty"),
    /** The first bytes are no gzip header. */
    NOT_GZIP("not-gzip"),
    /** The compressed data breaks off or breaks down before the header ends. */
    HEADER_UNREADABLE("header-unreadable"),
    /** A gzip file, but what it holds does not start with {@code CPTV}. */
    NOT_CPTV("not-cptv"),
    /** A version of the format that this codec does not know. */
    UNSUPPORTED_VERSION("unsupported-version"),
    /** The header breaks a rule of the format. */
    HEADER_CORRUPT("header-corrupt"),
    /** The header asks for more than {@link CptvLimits} allows. */
    LIMIT_EXCEEDED("limit-exceeded");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** Returns the stable code, in lower case with hyphens. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;
  private final long offset;
  private final String rule;

  /**
   * Makes an exception.
   *
   * @param reason what kind of failure this is
   * @param offset where the rule was broken, in bytes after decompression; for {@link
   *     Reason#EMPTY}, {@link Reason#NOT_GZIP} and {@link Reason#HEADER_UNREADABLE} in bytes of the
   *     file
   * @param rule the rule that was broken, in words
   */
  public CptvException(Reason reason, long offset, String rule) {
    super(reason.code() + " at byte " + offset + ": " + rule);
    this.reason = reason;
    this.offset = offset;
    this.rule = rule;
  }

  /** Returns what kind of failure this is. */
  public Reason reason() {
    return reason;
  }

  /** Returns the stable code of the reason. */
  public String code() {
    return reason.code();
  }

  /** Returns where the rule was broken, in bytes. */
  public long offset() {
    return offset;
  }

  /** Returns the rule that was broken, in words. */
  public String rule() {
    return rule;
  }
}
