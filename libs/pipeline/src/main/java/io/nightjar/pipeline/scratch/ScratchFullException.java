package io.nightjar.pipeline.scratch;

import java.io.IOException;

/**
 * The files of this process hold all that they may, and none of them went in time: a passing fault.
 */
public final class ScratchFullException extends IOException {
  private static final long serialVersionUID = 1L;

  ScratchFullException(String message) {
    super(message);
  }
}
