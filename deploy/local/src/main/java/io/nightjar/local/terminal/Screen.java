package io.nightjar.local.terminal;

import io.nightjar.pipeline.Json;
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
   * Makes sure that what was written has left.
   *
   * @throws Failure if nobody reads it any more, or it can't be kept: a print stream never says so
   */
  public void check() {
    if (out.checkError()) {
      throw Failure.because("can't write the results: standard output is closed or full");
    }
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
