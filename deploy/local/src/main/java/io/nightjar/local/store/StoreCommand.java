package io.nightjar.local.store;

import io.nightjar.local.terminal.CommandGroup;
import picocli.CommandLine.Command;

/** {@code ./nightjar store}: the object store itself, the local one or any other. */
@Command(
    name = "store",
    header = "Try an object store, clean it up, and have work done again.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CheckCommand.class, SweepCommand.class, UnworkedCommand.class})
public final class StoreCommand extends CommandGroup {
  /** Made by the command line. */
  public StoreCommand() {}
}
