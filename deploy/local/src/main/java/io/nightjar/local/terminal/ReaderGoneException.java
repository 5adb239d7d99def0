package io.nightjar.local.terminal;

/**
 * Nobody reads the results any more, as after {@code | head}. To a command that only shows things
 * that is an end like any other; one that did something ({@link MustBeRead}) has failed to say
 * what.
 */
public final class ReaderGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReaderGoneException() {
    super("can't write the results: standard output is closed");
  }
}
