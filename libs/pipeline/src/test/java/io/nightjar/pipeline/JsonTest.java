package io.nightjar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String RECEIVED =
      """
      {"recordingId":"017f22e2-79b0-7cc3-98c4-000000000001",
       "device":{"group":"forest","device":"camera-7"},
       "kind":"thermal",
       "receivedAt":"2026-03-04T12:00:00.123456Z",
       "source":{"bucket":"nightjar","key":"raw/1","size":0,
         "sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "mediaType":"application/octet-stream"}}
      """;

  private record Facts(
      String text,
      Optional<String> there,
      Optional<String> absent,
      Instant time,
      Duration length) {}

  /** As UTF-8, which is how {@code document} writes them too. */
  @Test
  void writesACharacterOfTwoHalvesInFourBytes() {
    String owl = "\uD83E\uDD89";

    assertThat(Json.bytes(owl)).isEqualTo(('"' + owl + '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void leavesAbsentValuesOutAndWritesTimesAsText() {
    Facts facts =
        new Facts("a", Optional.of("b"), Optional.empty(), Examples.NOON, Duration.ofMillis(1500));

    assertThat(new String(Json.bytes(facts), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"text":"a","there":"b","time":"2026-03-04T12:00:00.123456Z","length":"PT1.5S"}\
            """);
  }

  private record Name(String text) {}

  @ParameterizedTest
  @ValueSource(strings = {"false", "12", "1.5", "{}", "[]"})
  void takesNoOtherValueForAText(String value) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Json.read(bytes("{\"text\":" + value + "}"), Name.class));
  }

  private record Count(OptionalLong number) {}

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "2.5e-42", "true"})
  void takesNoOtherValueForAWholeNumber(String value) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Json.read(bytes("{\"number\":" + value + "}"), Count.class));
  }

  @Test
  void readsAnEventByHand() throws IOException {
    assertThat(Json.read(bytes(RECEIVED), RecordingReceived.class))
        .isEqualTo(RecordingReceived.of(Examples.recording(1)));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    StageCompleted data =
        Examples.completed(
            "thermal",
            new Facts("a", Optional.empty(), Optional.empty(), Examples.NOON, Duration.ZERO),
            true);

    assertThat(Json.read(Json.bytes(data), StageCompleted.class)).isEqualTo(data);
    assertThat(Json.read(Json.document(data), StageCompleted.class)).isEqualTo(data);
    assertThat(data.status()).isEqualTo(StageStatus.PARTIAL);
  }

  @Test
  void passesOverFieldsThatCameLater() throws IOException {
    String grown = RECEIVED.replace("\"kind\"", "\"new\":{\"a\":[1,{}]},\"kind\"");

    assertThat(Json.read(bytes(grown), RecordingReceived.class))
        .isEqualTo(RecordingReceived.of(Examples.recording(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"recordingId\":\"017f22e2-79b0-7cc3-98c4-000000000001\",",
        "\"device\":{\"group\":\"forest\",\"device\":\"camera-7\"},",
        "\"group\":\"forest\",",
        "\"kind\":\"thermal\",",
        "\"receivedAt\":\"2026-03-04T12:00:00.123456Z\",",
        "\"bucket\":\"nightjar\",",
        "\"key\":\"raw/1\",",
        "\"size\":0,",
        "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
      })
  void refusesAnEventWithoutARequiredField(String field) {
    assertThat(RECEIVED).contains(field);
    assertRefused(RECEIVED.replace(field, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"thermal\"|\"video\"",
        "\"thermal\"|0",
        "\"thermal\"|null",
        "\"size\":0|\"size\":-1",
        "\"size\":0|\"size\":null",
        "\"size\":0|\"size\":99999999999999999999",
        "\"size\":0|\"size\":\"many\"",
        "raw/1|../../etc/passwd",
        "e3b0|E3B0",
        "017f22e2-79b0-7|017f22e2-79b0-4",
        "forest|\u0001",
        "2026-03-04T12|yesterday",
        "{\"recordingId\"|[{\"recordingId\"",
        "{\"recordingId\"|{} {\"recordingId\"",
      })
  void refusesAValueThatBreaksItsRule(String good, String bad) {
    assertThat(RECEIVED).contains(good);
    assertRefused(RECEIVED.replace(good, bad));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"text\"", "1", "{", "\u0000", "{}"})
  void refusesWhatIsNoObject(String json) {
    assertRefused(json);
  }

  @Test
  void refusesDepthsThatWouldExhaustTheStack() {
    String deep = "{\"new\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",";
    assertRefused(RECEIVED.replaceFirst("\\{", deep));
  }

  @Test
  void refusesANumberThatWouldTakeLongToRead() {
    assertRefused(RECEIVED.replace("\"size\":0", "\"size\":1" + "0".repeat(5000)));
  }

  private static void assertRefused(String json) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Json.read(bytes(json), RecordingReceived.class));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
