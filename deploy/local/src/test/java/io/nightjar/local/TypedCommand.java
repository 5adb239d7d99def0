package io.nightjar.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.LogManager;

/**
 * A command of {@code ./nightjar} as it is typed, run in the test's own process: a process for each
 * would cost a second each. Only for tests that share their process with none that run meanwhile.
 */
public final class TypedCommand {
  private TypedCommand() {}

  /** What a command said and how it ended. */
  public record Result(int exitCode, String out, String err) {
    /** The lines of its results. */
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /**
   * Runs a command to its end.
   *
   * @param in what stands on its standard input
   */
  public static Result run(String in, String... arguments) throws IOException {
    InputStream inBefore = System.in;
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream(in.getBytes(UTF_8)));
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int exitCode = Nightjar.run(arguments);
      return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setIn(inBefore);
      System.setOut(outBefore);
      System.setErr(errBefore);
      LogManager.getLogManager().readConfiguration();
    }
  }
}
