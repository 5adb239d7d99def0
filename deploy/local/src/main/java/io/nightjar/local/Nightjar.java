package io.nightjar.local;

import io.nightjar.local.cptv.CptvCommand;
import io.nightjar.local.registry.DeviceCommand;
import io.nightjar.local.registry.GroupCommand;
import io.nightjar.local.registry.PersonCommand;
import io.nightjar.local.registry.TokenCommand;
import io.nightjar.local.store.StoreCommand;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.HelpOrder;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.ReaderGoneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./nightjar}: what a newcomer and an operator type. */
@Command(
    name = "nightjar",
    version = "Nightjar 1.0",
    header = "Wildlife recordings in; metadata, thumbnails, spectrograms and events out.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      EnvCommand.class,
      UploadCommand.class,
      ListCommand.class,
      GetCommand.class,
      EventsCommand.class,
      DeadLettersCommand.class,
      LogsCommand.class,
      DeviceCommand.class,
      GroupCommand.class,
      PersonCommand.class,
      TokenCommand.class,
      CptvCommand.class,
      StoreCommand.class,
    },
    footer = {
      "",
      "Of the script itself, each with a --help of its own:",
      "  test    Run the tests: what CI runs.",
      "  images  Make the images of the services, and hand them to an engine.",
      "  bench   Run the benchmarks.",
      "",
      "Exit codes:",
      "  0    Done.",
      "  1    It did not work; the message says why.",
      "  2    The command line is wrong.",
      "  3    A recording was rejected.",
      "  4    The local stack is not up.",
      "  69   There is no JDK, or nothing there to run.",
      "  70   The build failed.",
      "  130  Ended by Ctrl-C.",
      "",
      "Environment:",
      "  NIGHTJAR_HOME       Where the stack keeps data, addresses and logs, and the",
      "                      build its log. Default: .nightjar in the checkout. What",
      "                      Maven builds lies in folders target/ of the checkout.",
      "  NIGHTJAR_PORT_BASE  The first port of the stack. Default: 18080.",
      "  NIGHTJAR_*_PORT     One port: of INGEST, THERMAL, AUDIO, THUMBNAIL, KAFKA, S3.",
      "  NIGHTJAR_BUILD      never: run what is built, even if it is out of date.",
      "  JAVA_HOME           The JDK to use, if it is new enough."
    })
public final class Nightjar implements Runnable {
  // The JDK forgets the level of a logger that nobody holds.
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-V", "--version"},
      order = HelpOrder.JSON,
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      order = HelpOrder.HELP,
      usageHelp = true,
      description = "Show this help; after a command, that of the command.")
  private boolean help;

  private Nightjar() {}

  /** Runs a command and ends with its exit code; see {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    boolean verbose = Arrays.asList(args).contains("--verbose");
    LogManager.getLogManager().reset();
    if (verbose) {
      ROOT_LOGGER.addHandler(new java.util.logging.ConsoleHandler());
      ROOT_LOGGER.setLevel(Level.INFO);
    }
    return commandLine()
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> end(exception, command, verbose))
        .execute(args);
  }

  /** All commands, with options in the order of {@link HelpOrder} on their help pages. */
  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Nightjar()).setCaseInsensitiveEnumValuesAllowed(true);
    keepOrder(all);
    return all;
  }

  private static void keepOrder(CommandLine command) {
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getSubcommands().values().forEach(Nightjar::keepOrder);
  }

  /** Without a command: how to use it. */
  @Override
  public void run() {
    if (version || help) {
      return;
    }
    spec.commandLine().usage(System.err);
    throw Failure.usage("no command");
  }

  private static int end(Exception exception, CommandLine command, boolean verbose) {
    return exception instanceof ReaderGoneException && !(command.getCommand() instanceof MustBeRead)
        ? ExitCode.OK
        : explain(exception, verbose);
  }

  private static int explain(Exception exception, boolean verbose) {
    if (verbose) {
      Logger.getLogger(Nightjar.class.getName()).log(Level.SEVERE, "failed", exception);
    }
    if (exception instanceof InterruptedException || exception instanceof InterruptException) {
      return ExitCode.FAILED;
    }
    String message =
        switch (exception) {
          case Failure failure -> failure.getMessage();
          case ReaderGoneException gone -> gone.getMessage();
          case IOException io -> io.getClass().getSimpleName() + ": " + io.getMessage();
          case UncheckedIOException io -> String.valueOf(io.getMessage());
          default -> exception + " (a defect of Nightjar; --verbose shows where)";
        };
    System.err.println("nightjar: " + message);
    return exception instanceof Failure failure ? failure.exitCode() : ExitCode.FAILED;
  }
}
