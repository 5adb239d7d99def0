package io.nightjar.local.terminal;

import picocli.CommandLine.Option;

/** What every command understands. */
public final class CommonOptions {
  /** Whether results are wanted as JSON. */
  @Option(
      names = "--json",
      order = HelpOrder.JSON,
      description = "Print results as JSON, one object a line.")
  public boolean json;

  /** Whether stack traces are wanted. */
  @Option(
      names = "--verbose",
      order = HelpOrder.VERBOSE,
      description = "Show stack traces and the log messages of libraries.")
  public boolean verbose;

  /** Whether help is wanted instead. */
  @Option(
      names = {"-h", "--help"},
      order = HelpOrder.HELP,
      usageHelp = true,
      description = "Show this help.")
  public boolean help;

  /** Nothing was asked for yet. */
  public CommonOptions() {}
}
