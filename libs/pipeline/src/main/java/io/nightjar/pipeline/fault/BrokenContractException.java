package io.nightjar.pipeline.fault;

/** A document or an event breaks its contract; reading it again would not help. */
public final class BrokenContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Names what can't be read.
   *
   * @param code stable, for example {@code unreadable-document}
   * @param detail the same for people
   */
  public BrokenContractException(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /**
   * The same without a cause.
   *
   * @param code stable, for example {@code unreadable-document}
   * @param detail the same for people
   */
  public BrokenContractException(String code, String detail) {
    super(detail);
    this.code = code;
  }

  /** The fault. */
  public Fault.OfContract fault() {
    return new Fault.OfContract(code, String.valueOf(getMessage()));
  }
}
