package io.nightjar.pipeline.store;

import java.io.IOException;

/** The stream that was being stored failed: the sender's fault, not the store's. */
public final class SourceFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Wraps what the source threw. */
  public SourceFailedException(IOException cause) {
    super("the body ended early: " + cause.getMessage(), cause);
  }

  /** What the source threw. */
  public IOException source() {
    return getCause() instanceof IOException cause ? cause : this;
  }
}
