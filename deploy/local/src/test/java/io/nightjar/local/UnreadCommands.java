package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.system.Script;
import io.nightjar.local.system.Script.Result;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * How commands end whose results nobody reads, for a test class that has a stack: those that only
 * show things quietly and well, the others with a complaint.
 */
public interface UnreadCommands {
  /** What is typed for every command that shows things. */
  Map<String, List<String>> SHOWING =
      Map.ofEntries(
          Map.entry("cptv hash", List.of("cptv hash RECORDING")),
          Map.entry("cptv info", List.of("cptv info RECORDING", "cptv info RECORDING --json")),
          Map.entry("dead-letters", List.of("dead-letters", "dead-letters --json")),
          Map.entry("device list", List.of("device list GROUP", "device list GROUP --json")),
          Map.entry("env", List.of("env", "env --json")),
          Map.entry("events", List.of("events", "events --from-beginning --json")),
          Map.entry("get", List.of("get ID", "get ID --json", "get ID metadata.json")),
          Map.entry("group list", List.of("group list", "group list --json")),
          Map.entry("group people", List.of("group people GROUP")),
          Map.entry("list", List.of("list", "list --json")),
          Map.entry("logs", List.of("logs", "logs -f")),
          Map.entry("status", List.of("status", "status --json")),
          Map.entry("token list", List.of("token list")));

  /** Those that say nothing where all goes well, so that nobody need read it. */
  Set<String> SILENT =
      Set.of(
          "device revoke",
          "group add",
          "group close",
          "group grant",
          "group remove",
          "person add",
          "person password",
          "person revoke",
          "token revoke");

  /** The folder of the stack that is up. */
  StackFolder stack();

  /** {@code ./nightjar} for that stack. */
  Script script();

  /** The id of a thermal recording that it has. */
  String thermalRecording() throws Exception;

  /** Every line that is tried. */
  static List<String> typed() {
    return SHOWING.values().stream().flatMap(List::stream).sorted().toList();
  }

  @Test
  default void everyCommandThatShowsThingsIsTriedWithoutAReader() {
    Set<String> told = new TreeSet<>(SILENT);
    told.addAll(SHOWING.keySet());
    assertThat(showing(Nightjar.commandLine(), "")).isEqualTo(told);
  }

  private static Set<String> showing(CommandLine command, String name) {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
      String typed = (name + " " + entry.getKey()).strip();
      CommandLine below = entry.getValue();
      all.addAll(showing(below, typed));
      if (below.getSubcommands().isEmpty() && !(below.getCommand() instanceof MustBeRead)) {
        all.add(typed);
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.nightjar.local.UnreadCommands#typed")
  default void aCommandThatShowsThingsEndsQuietlyWhereNobodyReads(String typed) throws Exception {
    List<String> words = List.of(filled(typed).split(" "));

    Result unread = script().runUnread(words.toArray(String[]::new));

    assertThat(unread.exitCode()).as(unread.err()).isZero();
    assertThat(unread.err()).doesNotContain("can't write").doesNotContain("\tat ");
  }

  @Test
  default void aCommandThatDidSomethingHasFailedWhereNobodyReadsWhatItDid() throws Exception {
    Result unread = script().runUnread("group", "invite", group());

    assertThat(unread.exitCode()).isEqualTo(1);
    assertThat(unread.err()).contains("can't write the results");
  }

  private String filled(String typed) throws Exception {
    Path recording = Script.ROOT.resolve("fixtures/recordings/hedgehog.cptv");
    String filled = typed.replace("RECORDING", recording.toString()).replace("GROUP", group());
    return filled.contains("ID") ? filled.replace("ID", thermalRecording()) : filled;
  }

  private String group() throws IOException {
    return LocalConfig.read(stack().config()).orElseThrow().device().group();
  }
}
