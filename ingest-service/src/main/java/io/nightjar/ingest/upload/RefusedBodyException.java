package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemException;
import java.io.IOException;

/** A body that must not be stored; carries the problem through the store's streaming. */
public final class RefusedBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ProblemException problem;

  /** Refuses a body. */
  public RefusedBodyException(ProblemException problem) {
    super(problem.getMessage(), problem);
    this.problem = problem;
  }

  /** What its sender is told. */
  public ProblemException problem() {
    return problem;
  }
}
