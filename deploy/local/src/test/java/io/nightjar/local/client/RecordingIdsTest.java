package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as people type and read them. */
class RecordingIdsTest {
  private static final String ONE = "019abc12-3def-7123-8456-000000000001";
  private static final String OTHER = "019abc12-3def-7123-8456-000000000002";

  @ParameterizedTest
  @ValueSource(strings = {"019abc12", "019ABC12-3DEF"})
  void theBeginningOfOneIdStandsForIt(String typed) throws Exception {
    try (var ingest = new FakeIngest(request -> matches(false, ONE))) {
      assertThat(ids(ingest).find(typed)).isEqualTo(ONE);
      assertThat(ingest.received().getFirst().path())
          .isEqualTo("/v1/recordings/by-prefix/" + typed.toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, "4503599627370497"})
  void aWholeIdAndANumberAreTakenAsTheyAre(String typed) throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.problem(500, "internal-error"))) {
      assertThat(ids(ingest).find(typed)).isEqualTo(typed);
      assertThat(ingest.received()).isEmpty();
    }
  }

  @Test
  void severalThatBeginSoAreNamed() throws Exception {
    try (var ingest = new FakeIngest(request -> matches(false, ONE, OTHER))) {
      assertThatThrownBy(() -> ids(ingest).find("019abc12"))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
          .hasMessageContaining(ONE)
          .hasMessageContaining(OTHER)
          .hasMessageContaining("call.wav");
    }
  }

  @Test
  void whereNotAllWereLookedAtOneMayNotBeTheOne() throws Exception {
    try (var ingest = new FakeIngest(request -> matches(true, ONE))) {
      assertThatThrownBy(() -> ids(ingest).find("0"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("write more digits");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ffff", "not-an-id", "../x", ""})
  void whatNoIdBeginsWithIsUnknown(String typed) throws Exception {
    try (var ingest = new FakeIngest(request -> matches(false))) {
      assertThatThrownBy(() -> ids(ingest).find(typed))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED))
          .hasMessageContaining("no recording's id begins with");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The twelve digits of the time, and the hyphen among them; more where that does not tell.
    "019abc12-3def-7123, 019abc12-3dee-7123, 13",
    "019abc12-3def-7123, 019abc12-3def-7124, 18",
    "019abc12-3def-7123, 019abc12-3def-7123, 13",
  })
  void asMuchOfAnIdIsShownAsTellsItFromTheOthers(String one, String other, int letters) {
    assertThat(RecordingIds.telling(List.of(one, other))).isEqualTo(letters);
  }

  private static RecordingIds ids(FakeIngest ingest) {
    return new RecordingIds(new OperatorClient(ingest.address(), "operator"));
  }

  private static Reply matches(boolean more, String... ids) {
    List<String> recordings =
        List.of(ids).stream()
            .map(
                id ->
                    "{\"recordingId\":\"" + id + "\",\"kind\":\"audio\",\"fileName\":\"call.wav\"}")
            .toList();
    return Reply.json(
        200, "{\"recordings\":[" + String.join(",", recordings) + "],\"more\":" + more + "}");
  }
}
