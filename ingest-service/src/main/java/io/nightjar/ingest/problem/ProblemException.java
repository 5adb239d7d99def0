package io.nightjar.ingest.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a call with a problem. */
public class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable Duration retryAfter;

  /**
   * A problem without a deeper cause.
   *
   * @param detail this occurrence, for people
   */
  public ProblemException(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
    this.retryAfter = null;
  }

  /**
   * A problem that passes.
   *
   * @param detail this occurrence, for people
   * @param retryAfter when the same may be tried again
   */
  public ProblemException(ProblemCode code, String detail, Duration retryAfter) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** A problem with what caused it. */
  public ProblemException(ProblemCode code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.retryAfter = null;
  }

  /** Its code. */
  public ProblemCode code() {
    return code;
  }

  /** What the caller is told. */
  public Problem problem() {
    Problem problem = Problem.of(code, String.valueOf(getMessage()));
    return retryAfter == null ? problem : problem.retryAfter(retryAfter);
  }
}
