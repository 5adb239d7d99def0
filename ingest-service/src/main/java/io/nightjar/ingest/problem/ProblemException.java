package io.nightjar.ingest.problem;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;

  /**
   * A problem without a deeper cause.
   *
   * @param detail this occurrence, for people
   */
  public ProblemException(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** A problem with what caused it. */
  public ProblemException(ProblemCode code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  /** Its code. */
  public ProblemCode code() {
    return code;
  }

  /** What the caller is told. */
  public Problem problem() {
    return Problem.of(code, String.valueOf(getMessage()));
  }
}
