package io.nightjar.pipeline.event;

import io.nightjar.pipeline.fault.DependencyException;

/** The message log failed or could not be reached: a passing fault that says nothing of a work. */
public final class LogException extends DependencyException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Names what was tried. */
  public LogException(String message, Throwable cause) {
    this(message, LogReason.of(cause).orElse(message), cause);
  }

  /** The same where more is known of the reason than the cause says. */
  LogException(String message, String reason, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public String dependency() {
    return "log";
  }
}
