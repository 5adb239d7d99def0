package io.nightjar.local;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonOptions {
  @Option(names = "--json", description = "Print results as JSON, one object a line")
  boolean json;

  @Option(names = "--verbose", description = "Show stack traces and the log messages of libraries")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  boolean help;
}
