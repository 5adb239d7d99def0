package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.terminal.Cells;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.FittedTable;
import io.nightjar.local.terminal.TerminalWidth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Ids of recordings as people type and read them: by their beginnings. */
public final class RecordingIds {
  /** Hexadecimal digits of a UUID of version 7 that are its time, and the hyphen among them. */
  private static final int SHORTEST = 13;

  private static final int WHOLE = 36;
  private static final int SHOWN = 10;
  private static final Pattern BEGINNING = Pattern.compile("[0-9A-Fa-f-]{1,36}");

  /** What the field's device API calls a recording; the service knows these, too. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

  private final OperatorClient client;

  /** Ids that a service knows. */
  public RecordingIds(OperatorClient client) {
    this.client = client;
  }

  /**
   * The id that was meant.
   *
   * @param text an id, or the beginning of one, or a number of the field's device API
   * @throws Failure of a wrong use that names them if several ids begin so; or if none does
   */
  public String find(String text) throws InterruptedException {
    if (NUMBER.matcher(text).matches()) {
      return text;
    }
    if (!BEGINNING.matcher(text).matches()) {
      throw Failure.because("no recording's id begins with " + Cells.plain(text));
    }
    String beginning = text.toLowerCase(Locale.ROOT);
    if (beginning.length() == WHOLE) {
      return beginning;
    }
    JsonNode found = client.get(OperatorClient.path("recordings", "by-prefix", beginning));
    JsonNode recordings = found.path("recordings");
    boolean more = found.path("more").asBoolean();
    if (recordings.size() == 1 && !more) {
      return recordings.get(0).path("recordingId").asText();
    }
    if (recordings.isEmpty() && !more) {
      throw Failure.because("no recording's id begins with " + beginning);
    }
    throw Failure.usage(ambiguous(beginning, recordings, more));
  }

  private static String ambiguous(String beginning, JsonNode recordings, boolean more) {
    var table = new FittedTable(Set.of("file"), "recording", "kind", "file");
    for (int index = 0; index < Math.min(recordings.size(), SHOWN); index++) {
      JsonNode recording = recordings.get(index);
      table.row(
          recording.path("recordingId").asText(),
          recording.path("kind").asText(),
          recording.path("fileName").asText("-"));
    }
    String rest = more || recordings.size() > SHOWN ? "\nand others; write more digits" : "";
    return "several recordings' ids begin with "
        + beginning
        + ":\n"
        + String.join("\n", table.lines(TerminalWidth.columns()))
        + rest;
  }

  /**
   * How many letters of ids tell them apart; no fewer than those that hold an id's time, in
   * milliseconds, by which it differs from most others that are not among these.
   */
  public static int telling(Collection<String> ids) {
    List<String> sorted = ids.stream().distinct().sorted().toList();
    int telling = SHORTEST;
    for (int index = 1; index < sorted.size(); index++) {
      telling = Math.max(telling, alike(sorted.get(index - 1), sorted.get(index)) + 1);
    }
    return telling;
  }

  /** The first letters of an id. */
  public static String first(String id, int letters) {
    return id.substring(0, Math.min(id.length(), letters));
  }

  /** As many letters of an id as mostly tell it from all others. */
  public static String first(String id) {
    return first(id, SHORTEST);
  }

  private static int alike(String one, String other) {
    int alike = 0;
    int most = Math.min(one.length(), other.length());
    while (alike < most && one.charAt(alike) == other.charAt(alike)) {
      alike++;
    }
    return alike;
  }
}
