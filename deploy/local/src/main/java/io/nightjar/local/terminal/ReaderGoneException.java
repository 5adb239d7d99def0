package io.nightjar.local.terminal;

/**
 * Nobody reads the results any more, as after {@code | head}. To a command that only shows things
 * ({@link EndsWithReader}) that is an end like any other; another one has failed to say what it
 * did.
 */
public final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReaderGoneException() {
    super("can't write the results: standard output is closed");
  }
}
