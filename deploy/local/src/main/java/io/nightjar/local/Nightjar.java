package io.nightjar.local;

import io.nightjar.local.cptv.CptvCommand;
import io.nightjar.local.registry.DeviceCommand;
import io.nightjar.local.registry.GroupCommand;
import io.nightjar.local.registry.PersonCommand;
import io.nightjar.local.registry.TokenCommand;
import io.nightjar.local.store.StoreCommand;
import io.nightjar.local.terminal.EndsWithReader;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
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
import picocli.CommandLine.Spec;

/** {@code ./nightjar}: what a newcomer and an operator type. */
@Command(
    name = "nightjar",
    mixinStandardHelpOptions = true,
    version = "Nightjar 1.0",
    description = "Wildlife camera recordings in; metadata, thumbnails, spectrograms, events out.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      UploadCommand.class,
      ListCommand.class,
      GetCommand.class,
      EventsCommand.class,
      LogsCommand.class,
      DeviceCommand.class,
      GroupCommand.class,
      PersonCommand.class,
      TokenCommand.class,
      CptvCommand.class,
      StoreCommand.class,
    },
    footerHeading = "%nOf the script itself:%n",
    footer = {
      "  test      Run every test; what CI runs",
      "  bench     Run the benchmarks",
      "  test --json            ... and count them; test --fuzz DURATION looks for more that breaks the codec",
      "%nExit codes:%n  0 done   1 failed   2 wrong usage   3 a recording was rejected   4 the stack is not up"
          + "%n  69 no JDK, or nothing there to run   70 the build failed   130 ended by Ctrl-C",
      "%nEnvironment:%n  NIGHTJAR_HOME       the stack's folder (.nightjar)"
          + "%n  NIGHTJAR_PORT_BASE  the stack's first port (18080)"
          + "%n  NIGHTJAR_{INGEST,THERMAL,AUDIO,THUMBNAIL,KAFKA,S3}_PORT  one port"
    })
public final class Nightjar implements Runnable {
  // The JDK forgets the level of a logger that nobody holds.
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Spec private CommandSpec spec = CommandSpec.create();

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
    return new CommandLine(new Nightjar())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> end(exception, command, verbose))
        .execute(args);
  }

  /** Without a command: how to use it. */
  @Override
  public void run() {
    spec.commandLine().usage(System.err);
    throw Failure.usage("no command");
  }

  private static int end(Exception exception, CommandLine command, boolean verbose) {
    return exception instanceof ReaderGoneException
            && command.getCommand() instanceof EndsWithReader
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
