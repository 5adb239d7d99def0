package io.nightjar.local.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code events} shows of a message, to people and to programs. */
class EventLineTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:03.5Z");
  private static final String PARTIAL =
      """
      {"recordingId":"019abc12-3def-7123-8456-000000000001","device":{"group":"g","device":"cam 1"},
      "stage":"thermal","status":"partial","code":"truncated-in-frame","artefacts":[]}""";

  @Test
  void anEventIsAWholeCloudEventInStructuredMode() throws Exception {
    ConsumerRecord<byte[], byte[]> message = message("io.nightjar.thermal.decoded.v1", PARTIAL);
    message.headers().add("ce_partitionkey", "extension".getBytes(UTF_8));

    JsonNode document = StackEvent.of(message).orElseThrow().document();

    String expected =
        """
        {"specversion":"1.0","id":"id-1","source":"/nightjar/thermal-service",
        "type":"io.nightjar.thermal.decoded.v1","subject":"019abc12-3def-7123-8456-000000000001",
        "time":"2026-03-04T12:00:00Z","dataschema":"urn:nightjar:schema:io.nightjar.thermal.decoded.v1",
        "datacontenttype":"application/json","traceparent":"00-01-02-01","partitionkey":"extension",
        "data":""";
    assertThat(document).isEqualTo(JSON.readTree(expected + PARTIAL + "}"));
  }

  @Test
  void dataThatAreNoJsonAreKeptAsTheyAre() throws Exception {
    JsonNode document =
        StackEvent.of(message("io.nightjar.thermal.decoded.v1", "{half")).orElseThrow().document();

    // printf '{half' | base64
    assertThat(JSON.readTree(JSON.writeValueAsBytes(document)).path("data_base64").asText())
        .isEqualTo("e2hhbGY=");
    assertThat(document.has("data")).isFalse();
  }

  @Test
  void aMessageThatIsNoEventIsPassedOver() {
    var message =
        new ConsumerRecord<byte[], byte[]>("topic", 0, 0, new byte[0], "junk".getBytes(UTF_8));

    assertThat(StackEvent.of(message)).isEmpty();
  }

  @Test
  void aLineTellsWhenWhatOfWhichRecordingAndHowItEnded() {
    var lines = new EventLine(92);

    assertThat(lines.heading())
        .isEqualTo("when        event                 recording      device        outcome");
    assertThat(lines.of(event("io.nightjar.thermal.decoded.v1", PARTIAL), NOW))
        .isEqualTo(
            "3 s ago     thermal.decoded       019abc12-3def  cam 1         partial:"
                + " truncated-in-frame");
  }

  @Test
  void aLineFitsItsWidth() {
    String line = new EventLine(80).of(event("io.nightjar.thermal.decoded.v1", PARTIAL), NOW);

    assertThat(line).hasSize(80).endsWith("partial: truncat…");
  }

  @Test
  void aDeviceTellsInItsOwnWordsWhichATerminalDoesNotObey() {
    String data =
        """
        {"deviceId":7,"device":{"group":"g","device":"cam"},"type":"power\\u001b[2J"}""";

    assertThat(new EventLine(80).of(event("io.nightjar.device.event.v1", data), NOW))
        .isEqualTo("3 s ago     device.event          -              cam           power\uFFFD[2J");
  }

  @Test
  void everyTypeThatIsDocumentedIsKnown() throws Exception {
    Path documents = Path.of(System.getProperty("nightjar.root")).resolve("docs/events");
    try (Stream<Path> files = Files.list(documents)) {
      List<String> documented =
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".schema.json"))
              .map(file -> file.replaceFirst(".*/", "").replace(".schema.json", ""))
              .toList();

      assertThat(KnownTypes.ALL).containsExactlyInAnyOrderElementsOf(documented);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.nightjar.thermal.decoded.v1", "thermal", "decoded"})
  void aTypeIsChosenByItsNameOrAPartOfIt(String text) {
    assertThat(KnownTypes.filter(text))
        .accepts(event("io.nightjar.thermal.decoded.v1", "{}"))
        .rejects(event("io.nightjar.thumbnail.rendered.v1", "{}"));
  }

  @Test
  void aTypeThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> KnownTypes.filter("thermal.encoded"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContainingAll(KnownTypes.ALL.toArray(String[]::new));
  }

  private static StackEvent event(String type, String data) {
    return StackEvent.of(message(type, data)).orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> message(String type, String data) {
    var message =
        new ConsumerRecord<byte[], byte[]>("topic", 0, 0, new byte[0], data.getBytes(UTF_8));
    add(message, "ce_specversion", "1.0");
    add(message, "ce_id", "id-1");
    add(message, "ce_source", "/nightjar/thermal-service");
    add(message, "ce_type", type);
    add(message, "ce_subject", "019abc12-3def-7123-8456-000000000001");
    add(message, "ce_time", "2026-03-04T12:00:00Z");
    add(message, "ce_dataschema", "urn:nightjar:schema:" + type);
    add(message, "content-type", "application/json");
    add(message, "traceparent", "00-01-02-01");
    return message;
  }

  private static void add(ConsumerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(UTF_8));
  }
}
