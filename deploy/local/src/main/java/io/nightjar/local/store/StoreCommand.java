package io.nightjar.local.store;

import io.nightjar.local.terminal.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./nightjar store}: the object store itself, the local one or any other. */
@Command(
    name = "store",
    description = "The object store: what it can do, and what crashes left in it",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CheckCommand.class, SweepCommand.class})
public final class StoreCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  /** Made by the command line. */
  public StoreCommand() {}

  /** Without a command: how to use it. */
  @Override
  public void run() {
    if (!help) {
      spec.commandLine().usage(System.err);
      throw Failure.usage("no command");
    }
  }
}
