package io.nightjar.pipeline.stage;

/** Ends a stage from within: the service stops, or the work has missed its deadline. */
final class WorkEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkEndedException(String why) {
    super(why);
  }
}
