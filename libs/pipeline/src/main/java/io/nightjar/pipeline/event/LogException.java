package io.nightjar.pipeline.event;

import io.nightjar.pipeline.fault.DependencyException;

/** The message log failed or could not be reached: a passing fault that says nothing of a work. */
public final class LogException extends DependencyException {
  private static final long serialVersionUID = 1L;

  /** Names what was tried. */
  public LogException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String dependency() {
    return "log";
  }
}
