package io.nightjar.embedded;

/** The program could not be started, or ended before it was ready; the message has what it said. */
public final class EmbeddedStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedStartException(String message) {
    super(message);
  }

  EmbeddedStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
