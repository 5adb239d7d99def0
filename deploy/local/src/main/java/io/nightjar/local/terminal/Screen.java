package io.nightjar.local.terminal;

import io.nightjar.pipeline.Json;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to standard output, everything else to standard error, so that a
 * script that reads the one never sees the other.
 *
 * @param out for results
 * @param err for notes, progress and errors
 * @param terminal whether a person watches standard error
 */
public record Screen(PrintStream out, PrintStream err, boolean terminal) {
  /** Set by {@code ./nightjar}, which can ask the system. */
  private static final String TERMINAL = "nightjar.terminal";

  /** The process's own streams. */
  public static Screen standard() {
    return new Screen(System.out, System.err, Boolean.getBoolean(TERMINAL));
  }

  /** One result as a line of JSON. */
  public void json(Object value) {
    line(new String(Json.bytes(value), StandardCharsets.UTF_8));
  }

  /** One line of result. */
  public void line(String text) {
    out.println(text);
    check();
  }

  /**
   * Makes sure that what was written has left: a print stream never says so.
   *
   * @throws ReaderGoneException if nobody reads it any more
   * @throws Failure if it can't be kept
   */
  public void check() {
    if (out.checkError()) {
      requireReader();
      throw Failure.because("can't write the results: standard output is closed or full");
    }
  }

  /**
   * Makes sure that there is somebody to write for, while there is nothing to be written.
   *
   * @throws ReaderGoneException if nobody reads the results any more
   */
  public void requireReader() {
    if (StandardOutput.hasLostItsReader()) {
      throw new ReaderGoneException();
    }
  }

  /** For results that are bytes; fails as {@link #check} does, at the first that have not left. */
  public OutputStream bytes() {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) {
        Screen.this.out.write(bytes, offset, length);
        check();
      }
    };
  }

  /** A table of results for people, as wide as their terminal. */
  public void table(FittedTable table) {
    table.lines(TerminalWidth.columns()).forEach(this::line);
  }

  /** A table of results for people. */
  public void table(Table table) {
    table.lines().forEach(this::line);
  }

  /** Something that is worth knowing but is no result. */
  public void note(String text) {
    err.println("nightjar: " + text);
    err.flush();
  }
}
