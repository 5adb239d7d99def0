package io.nightjar.local.terminal;

/**
 * Where options that several commands share stand on a help page: behind the command's own, which
 * come in the order of their declaration.
 */
public final class HelpOrder {
  /** Which stack, store or service is meant: the first of such a set of options. */
  public static final int PLACE = 100;

  /** Results as JSON. */
  public static final int JSON = 200;

  /** Help, on the last line but one. */
  public static final int HELP = 300;

  /** Stack traces, last. */
  public static final int VERBOSE = 301;

  private HelpOrder() {}
}
