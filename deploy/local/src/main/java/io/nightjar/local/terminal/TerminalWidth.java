package io.nightjar.local.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns a line of results may have. */
public final class TerminalWidth {
  /** Where nobody says anything else. */
  static final int USUAL = 80;

  private static final int LEAST = 40;
  private static final int MOST = 1000;
  private static final String VARIABLE = "COLUMNS";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,6})\\s*");

  private TerminalWidth() {}

  /** What {@code COLUMNS} says; else the terminal's own; 80 where there is none. */
  public static int columns() {
    return columns(System.getenv(), StandardOutput.isTerminal());
  }

  static int columns(Map<String, String> environment, boolean terminal) {
    String said = environment.getOrDefault(VARIABLE, "");
    if (NUMBER.matcher(said).matches()) {
      return usable(Integer.parseInt(said)).orElse(USUAL);
    }
    return terminal ? ofTerminal().orElse(USUAL) : USUAL;
  }

  private static OptionalInt usable(int columns) {
    return columns > 0
        ? OptionalInt.of(Math.clamp(columns, LEAST, MOST))
        : OptionalInt.empty(); // terminals without a size say 0
  }

  private static OptionalInt ofTerminal() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(said);
      return size.matches() ? usable(Integer.parseInt(size.group(1))) : OptionalInt.empty();
    } catch (IOException noTerminalOrNoSuchProgram) {
      return OptionalInt.empty();
    }
  }
}
