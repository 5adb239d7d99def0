package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemException;

/** An upload that can't become a recording, whatever comes next. */
final class RefusedUploadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemException problem;

  RefusedUploadException(ProblemException problem) {
    super(problem.getMessage(), problem);
    this.problem = problem;
  }

  ProblemException problem() {
    return problem;
  }
}
