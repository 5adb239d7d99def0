package io.nightjar.local.terminal;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that only has others below it: without one of them, it shows how to use it. */
public abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      order = HelpOrder.HELP,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** Made by the command line. */
  protected CommandGroup() {}

  /** Without a command: how to use it. */
  @Override
  public final void run() {
    if (!help) {
      spec.commandLine().usage(System.err);
      throw Failure.usage("no command");
    }
  }
}
