package io.nightjar.pipeline.store;

import io.nightjar.pipeline.fault.DependencyException;

/** The store failed or could not be reached: a passing fault that says nothing of the recording. */
public class StoreException extends DependencyException {
  private static final long serialVersionUID = 1L;

  /** Names what was tried. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Names what was found. */
  public StoreException(String message) {
    super(message);
  }

  @Override
  public String dependency() {
    return "store";
  }
}
