package io.nightjar.local.cptv;

import io.nightjar.local.terminal.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./nightjar cptv}: what one does with thermal recordings in files. */
@Command(
    name = "cptv",
    description = "Thermal recordings in files: show, check, hash, draw, cut, rewrite, index",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      InfoCommand.class,
      VerifyCommand.class,
      HashCommand.class,
      FramesCommand.class,
      CutCommand.class,
      TranscodeCommand.class,
      IndexCommand.class,
    })
public final class CptvCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  private boolean help;

  /** Made by the command line. */
  public CptvCommand() {}

  /** Without a command: how to use it. */
  @Override
  public void run() {
    if (!help) {
      spec.commandLine().usage(System.err);
      throw Failure.usage("no command");
    }
  }
}
