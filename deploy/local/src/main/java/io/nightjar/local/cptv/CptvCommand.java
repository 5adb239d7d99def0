package io.nightjar.local.cptv;

import io.nightjar.local.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code ./nightjar cptv}: what one does with thermal recordings in files. */
@Command(
    name = "cptv",
    header = "Show, check, cut, rewrite and index thermal recordings in files.",
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
public final class CptvCommand extends CommandGroup {
  /** Made by the command line. */
  public CptvCommand() {}
}
