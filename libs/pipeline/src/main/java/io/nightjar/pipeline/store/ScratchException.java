package io.nightjar.pipeline.store;

import java.io.IOException;

/** This machine's scratch disk is full or fails: says nothing of the body, nor of the store. */
public final class ScratchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names what was tried. */
  public ScratchException(String message, Throwable cause) {
    super(message, cause);
  }
}
