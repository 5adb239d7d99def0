package io.nightjar.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that fit a terminal, and times as they are typed and shown. */
class FittedTableTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void aTableThatFitsIsLeftAsItIs() {
    var table = table("possum.cptv");

    assertThat(table.lines(80)).containsExactly("status     file", "completed  possum.cptv");
  }

  @Test
  void aColumnThatGivesWayIsCutInItsMiddle() {
    var table = table("20260301-210000-kitchen-window.cptv");

    assertThat(table.lines(30))
        .containsExactly("status     file", "completed  20260301-…ndow.cptv")
        .allMatch(line -> line.length() <= 30);
  }

  @Test
  void whereNothingCanGiveWayALineIsLongerThanAsked() {
    assertThat(table("abcdefghij").lines(3)).containsExactly("status     file", "completed  ab…ij");
  }

  @Test
  void aTerminalObeysNothingThatStandsInACell() {
    var table = table("a\u001B[2J\u202Eb\nc");

    assertThat(table.lines(80))
        .containsExactly("status     file", "completed  a\uFFFD[2J\uFFFDb\uFFFDc");
  }

  private static FittedTable table(String file) {
    var table = new FittedTable(Set.of("file"), "status", "file");
    table.row("completed", file);
    return table;
  }

  @ParameterizedTest
  @CsvSource({
    "120, true, 120",
    "120, false, 120",
    "20, true, 40",
    "0, false, 80",
    "wide, false, 80",
    "'', false, 80"
  })
  void aLineIsAsLongAsColumnsSays(String said, boolean terminal, int columns) {
    assertThat(TerminalWidth.columns(Map.of("COLUMNS", said), terminal)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T21:00:00Z, 2026-03-01T21:00:00Z",
    "2026-03-01T21:00:00+13:00, 2026-03-01T08:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "36h, 2026-03-03T00:00:00Z",
  })
  void timesAreTypedInThreeWays(String typed, Instant meant) {
    assertThat(Moment.parse(typed, NOW)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-02-30", "2026-03-01T21:00:00", "-3h", ""})
  void whatIsNoTimeIsAWrongUse(String typed) {
    assertThatThrownBy(() -> Moment.parse(typed, NOW))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T12:00:05Z, now",
    "2026-03-04T12:00:00Z, now",
    "2026-03-04T11:59:57Z, 3 s ago",
    "2026-03-04T11:59:00.001Z, 59 s ago",
    "2026-03-04T11:59:00Z, 1 min ago",
    "2026-03-04T11:00:00Z, 1 h ago",
    "2026-03-02T11:00:00Z, 2 d ago",
  })
  void timesAreShownAsPeopleTellThem(Instant at, String told) {
    assertThat(Moment.ago(at, NOW)).isEqualTo(told);
  }
}
