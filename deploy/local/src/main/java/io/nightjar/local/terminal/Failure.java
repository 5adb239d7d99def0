package io.nightjar.local.terminal;

/**
 * A command can't do what it was asked. The message is for its user: what is wrong, and what to do
 * about it.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Something is wrong. */
  public static Failure because(String message) {
    return new Failure(ExitCode.FAILED, message);
  }

  /** Something is wrong, and the cause tells a developer more. */
  public static Failure because(String message, Throwable cause) {
    return new Failure(ExitCode.FAILED, message, cause);
  }

  /** The local stack does not answer. */
  public static Failure notUp(String what) {
    return new Failure(ExitCode.NOT_UP, what + "; start the stack with ./nightjar up");
  }

  /** The command line asks for something that makes no sense. */
  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }

  /** See {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }
}
