package io.nightjar.pipeline.frozen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventContent;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.OutboxEntry;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.store.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Reads what the first release stored and published, byte for byte as it did. These files are never
 * written again: a document that can't be read any more is an upgrade that loses recordings. A
 * release that writes another form adds a folder of its own beside this one.
 */
class FrozenDocumentsTest {
  private static final List<String> FOLDERS = List.of("/frozen/1/", "/frozen/2/");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ID = "019a1b2c-3d4e-7f50-8123-456789abcdef";

  private static final Map<String, Class<?>> DOCUMENTS =
      new TreeMap<>(
          Map.of(
              "recording.json", Recording.class,
              "outbox-entry.json", OutboxEntry.class,
              "manifest-completed.json", Manifest.class,
              "manifest-partial.json", Manifest.class,
              "manifest-rejected.json", Manifest.class,
              "dead-end.json", Manifest.class));

  private static final Map<String, Class<? extends EventContent>> EVENTS =
      new TreeMap<>(
          Map.of(
              "event-recording-received.json", RecordingReceived.class,
              "event-recording-failed.json", RecordingFailed.class,
              "event-thermal-decoded.json", StageCompleted.class,
              "event-thumbnail-rendered.json", StageCompleted.class,
              "event-spectrogram-rendered.json", StageCompleted.class,
              "event-tracks-classified.json", TracksClassified.class,
              "dead-letter.json", RecordingReceived.class));

  static final Set<String> DOCUMENT_FILES = DOCUMENTS.keySet();
  static final Set<String> EVENT_FILES = EVENTS.keySet();

  @ParameterizedTest
  @CsvSource({
    "recording.json, /device/device, kākā/7",
    "recording.json, /device/group, Waipoua",
    "recording.json, /kind, thermal",
    "recording.json, /receivedAt, 2026-03-04T12:00:00.123456Z",
    "recording.json, /raw/bucket, nightjar",
    "recording.json, /raw/key, raw/Waipoua/k%C4%81k%C4%81%2F7/2026/03/04/" + ID + ".cptv",
    "recording.json, /raw/size, 5",
    "recording.json, /raw/mediaType, application/x-cptv",
    "outbox-entry.json, /recording/recordingId, " + ID,
    "outbox-entry.json, /recording/kind, thermal",
    "outbox-entry.json, /traceparent, 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "manifest-completed.json, /stage, thermal",
    "manifest-completed.json, /version, 1-5f2b9c01",
    "manifest-completed.json, /status, completed",
    "manifest-completed.json, /createdAt, 2026-03-04T12:00:00.123456Z",
    "manifest-completed.json, /artefacts/0/name, metadata.json",
    "manifest-completed.json, /summary/frames, 91",
    "manifest-partial.json, /status, partial",
    "manifest-partial.json, /code, truncated",
    "manifest-partial.json, /detail, the file ends at byte 4711",
    "manifest-partial.json, /artefacts/1/object/mediaType, application/x-npy",
    "manifest-rejected.json, /status, rejected",
    "manifest-rejected.json, /code, not-cptv",
    "dead-end.json, /stage, thumbnail",
    "dead-end.json, /code, worker-died",
  })
  void areReadAsTheyWereWritten(String file, String pointer, String value) throws IOException {
    Object read = Json.read(bytes(file), DOCUMENTS.get(file));

    assertThat(Json.tree(read).at(pointer).asText()).isEqualTo(value);
  }

  @ParameterizedTest
  @FieldSource("DOCUMENT_FILES")
  void loseNoFieldOfADocument(String file) throws IOException {
    Object read = Json.read(bytes(file), DOCUMENTS.get(file));

    assertHoldsAllOf(MAPPER.readTree(bytes(file)), Json.tree(read));
  }

  @ParameterizedTest
  @CsvSource({
    "event-recording-received.json, /source/size, 5",
    "event-recording-received.json, /kind, thermal",
    "event-recording-failed.json, /code, not-cptv",
    "event-recording-failed.json, /detail, no magic at byte 0",
    "event-recording-failed.json, /stage, thermal",
    "event-thermal-decoded.json, /summary/end, clean",
    "event-thermal-decoded.json, /version, 1-5f2b9c01",
    "event-thermal-decoded.json, /artefacts/0/name, metadata.json",
    "event-thumbnail-rendered.json, /artefacts/1/name, thumbnail-320.png",
    "event-thumbnail-rendered.json, /summary/reason, warm-moving",
    "event-spectrogram-rendered.json, /status, partial",
    "event-spectrogram-rendered.json, /summary/sampleRate, 48000",
    "event-tracks-classified.json, /classifier/name, warm-mover",
    "event-tracks-classified.json, /tracks/0/positions/1/width, 32",
    "event-tracks-classified.json, /tracks/0/labels/0/confidence, 0.75",
    "dead-letter.json, /receivedAt, 2026-03-04T12:00:00.123456Z",
  })
  void areUnderstoodAsTheyWerePublished(String file, String pointer, String value)
      throws IOException {
    EventCodec.Decoded decoded = decode(file);

    assertThat(decoded).isInstanceOf(EventCodec.Understood.class);
    assertThat(Json.tree(data(decoded)).at(pointer).asText()).isEqualTo(value);
  }

  @ParameterizedTest
  @FieldSource("EVENT_FILES")
  void loseNothingOfAnEvent(String file) throws IOException {
    EventCodec.Decoded decoded = decode(file);

    JsonNode frozen = MAPPER.readTree(bytes(file));
    assertHoldsAllOf(MAPPER.readTree(frozen.get("data").asText()), Json.tree(data(decoded)));
    var event = ((EventCodec.Understood<?>) decoded).event();
    JsonNode headers = frozen.get("headers");
    assertThat(event.id()).isEqualTo(headers.get("ce_id").asText());
    assertThat(event.source()).isEqualTo(headers.get("ce_source").asText());
    assertThat(event.time()).isEqualTo(headers.get("ce_time").asText());
    assertThat(event.trace().traceparent()).isEqualTo(headers.get("traceparent").asText());
    assertThat(event.data().subject()).isEqualTo(headers.get("ce_subject").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "nightjar_cause, unreadable-event",
    "nightjar_detail, detail",
    "nightjar_attempts, 3",
    "nightjar_service_version, 1.0",
    "nightjar_topic, nightjar.recording.received.thermal",
    "nightjar_partition, 2",
    "nightjar_offset, 0",
  })
  void namesTheHeadersThatARedriveReads(String header, String value) throws IOException {
    JsonNode letter = MAPPER.readTree(bytes("dead-letter.json"));

    assertThat(letter.at("/headers/" + header).asText()).isEqualTo(value);
  }

  @Test
  void aClaimIsTheBareIdOfItsRecording() throws IOException {
    String claim = new String(bytes("claim.txt"), UTF_8);

    assertThat(RecordingId.parse(claim)).hasToString("Optional[" + ID + "]");
  }

  @Test
  void aReferenceIsHeldToItsRules() throws IOException {
    Recording recording = Json.read(bytes("recording.json"), Recording.class);

    ObjectRef raw = recording.raw();
    assertThat(raw.sha256())
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(recording.recordingId().givenAt()).isEqualTo("2025-10-25T11:41:15.470Z");
  }

  private static Object data(EventCodec.Decoded decoded) {
    return ((EventCodec.Understood<?>) decoded).event().data();
  }

  private static EventCodec.Decoded decode(String file) throws IOException {
    JsonNode frozen = MAPPER.readTree(bytes(file));
    var message =
        new ConsumerRecord<>(
            frozen.get("topic").asText(),
            0,
            0,
            frozen.get("key").asText(),
            frozen.get("data").asText().getBytes(UTF_8));
    JsonNode headers = frozen.get("headers");
    headers
        .properties()
        .forEach(
            header ->
                message.headers().add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
    return EventCodec.decode(message, headers.get("ce_type").asText(), EVENTS.get(file));
  }

  /** What is read may have more fields than what was written, never fewer, and no other value. */
  private static void assertHoldsAllOf(JsonNode frozen, JsonNode read) {
    if (frozen.isObject()) {
      Set<String> names = new TreeSet<>();
      frozen.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        assertThat(read.has(name)).as("the field " + name + " of " + frozen).isTrue();
        assertHoldsAllOf(frozen.get(name), read.get(name));
      }
    } else if (frozen.isArray()) {
      assertThat(read.size()).isEqualTo(frozen.size());
      for (int n = 0; n < frozen.size(); n++) {
        assertHoldsAllOf(frozen.get(n), read.get(n));
      }
    } else {
      assertThat(read.asText()).isEqualTo(frozen.asText());
    }
  }

  private static byte[] bytes(String file) throws IOException {
    for (String folder : FOLDERS) {
      try (InputStream in = FrozenDocumentsTest.class.getResourceAsStream(folder + file)) {
        if (in != null) {
          return in.readAllBytes();
        }
      }
    }
    throw new IOException("no frozen document " + file);
  }
}
