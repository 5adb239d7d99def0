package io.nightjar.local.terminal;

/** What the exit code of a command says; a contract with scripts. */
public final class ExitCode {
  /** All is well. */
  public static final int OK = 0;

  /** It did not work; the message says why. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Every file has an outcome, and for at least one it is that it was rejected. */
  public static final int REJECTED = 3;

  /** The local stack, or a part of it, is not up. */
  public static final int NOT_UP = 4;

  private ExitCode() {}
}
