package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;

/** A chunk that belongs elsewhere than where its upload stands. */
public final class OffsetMismatchException extends ProblemException {
  private static final long serialVersionUID = 1L;

  private final long expected;
  private final long provided;

  OffsetMismatchException(long expected, long provided) {
    super(ProblemCode.UPLOAD_OFFSET_MISMATCH, "go on at " + expected + ", not at " + provided);
    this.expected = expected;
    this.provided = provided;
  }

  /** Where the upload stands. */
  public long expected() {
    return expected;
  }

  /** Where the chunk was to begin. */
  public long provided() {
    return provided;
  }
}
