package io.nightjar.pipeline.fault;

import java.io.IOException;

/** A store or broker failed or could not be reached: a passing fault, worth another try. */
public abstract class DependencyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names what was tried. */
  protected DependencyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Names what was found. */
  protected DependencyException(String message) {
    super(message);
  }

  /** Which dependency: {@code store} or {@code log}. */
  public abstract String dependency();

  /**
   * Why it failed, in words for whoever runs it: the same for whatever was tried, and without names
   * of classes.
   */
  public abstract String reason();
}
