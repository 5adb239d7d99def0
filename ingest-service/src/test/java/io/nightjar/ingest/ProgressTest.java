package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Timeout(180)
class ProgressTest {
  private static final DeviceIdentity DEVICE = new DeviceIdentity("group", "progress");

  @TestHTTPResource @Nullable URI service;

  private ObjectStore store;
  private String id;

  @BeforeEach
  void acceptARecording() {
    ServiceStart.awaitReady();
    store = new MinioObjectStore(LocalInfrastructure.store());
    id =
        given()
            .header("Authorization", "Bearer " + token())
            .body(Sounds.wav(20_000, System.nanoTime()))
            .post("/v1/recordings")
            .path("recordingId");
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void tellsOfEachStepAsItHappens() throws Exception {
    try (Events events = follow("")) {
      Map<String, String> received = events.next();

      ended("audio", "1-aaaaaaaa", StageStatus.PARTIAL, Optional.of("truncated"));

      Map<String, String> stage = events.next();
      ended("thumbnail", "1-bbbbbbbb", StageStatus.COMPLETED, Optional.empty());
      Map<String, String> last = events.next();
      Map<String, String> end = events.next();
      assertThat(received).containsEntry("event", "received").containsEntry("id", "received");
      assertThat(stage).containsEntry("event", "stage");
      JsonNode step = new ObjectMapper().readTree(stage.get("data"));
      assertThat(step.path("stage").asText()).isEqualTo("audio");
      assertThat(step.path("code").asText()).isEqualTo("truncated");
      assertThat(last).containsEntry("event", "stage");
      assertThat(last.get("data")).contains("\"stage\":\"thumbnail\"");
      assertThat(end).containsEntry("event", "end");
      assertThat(end.get("data")).contains("\"status\":\"partial\"");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void goesOnBehindTheLastEventThatWasHeard() throws Exception {
    ended("audio", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());
    ended("thumbnail", "1-bbbbbbbb", StageStatus.COMPLETED, Optional.empty());
    String last;
    try (Events events = follow("received")) {
      assertThat(events.next()).containsEntry("event", "stage");
      assertThat(events.next()).containsEntry("event", "stage");
      last = events.next().getOrDefault("id", "");
      assertThat(events.next()).isEmpty();
    }

    HttpResponse<Void> again =
        HttpClient.newHttpClient().send(request(last), HttpResponse.BodyHandlers.discarding());

    assertThat(again.statusCode()).isEqualTo(204);
  }

  @Test
  void isPartOfTheRecordingAsATimeline() throws Exception {
    ended("audio", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());

    given()
        .header("Authorization", "Bearer " + token())
        .get("/v1/recordings/" + id)
        .then()
        .body("timeline.what", contains("received", "stage"))
        .body("timeline[1].version", equalTo("1-aaaaaaaa"))
        .body("recorded.source", equalTo("tags"))
        .body("recorded.at", equalTo("2026-01-15T10:12:13Z"))
        .body("recorded.doubt", equalTo("zone"));
  }

  @Test
  void isNobodyElsesBusiness() throws Exception {
    HttpRequest foreign =
        HttpRequest.newBuilder(
                Objects.requireNonNull(service).resolve("/v1/recordings/" + id + "/events"))
            .header("Authorization", "Bearer " + DeviceTokensFor.device("group", "other"))
            .build();

    HttpResponse<String> refused =
        HttpClient.newHttpClient().send(foreign, HttpResponse.BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("recording-not-found");
  }

  private void ended(String stage, String version, StageStatus status, Optional<String> code)
      throws StoreException {
    RecordedTime recorded =
        RecordedTime.claimed(
                Instant.parse("2026-01-15T10:12:13Z"),
                RecordedTime.Source.TAGS,
                MediaKind.AUDIO,
                Instant.now())
            .withoutZone();
    new Manifests(store)
        .commit(
            new Manifest(
                RecordingId.parse(id).orElseThrow(),
                DEVICE,
                new ObjectRef(store.bucket(), "raw/x", 0, "0".repeat(64), "audio/wav"),
                stage,
                version,
                status,
                code,
                code,
                Instant.now(),
                List.of(),
                Optional.of(recorded),
                Json.tree(Map.of())));
  }

  private static String token() {
    return DeviceTokensFor.device(DEVICE.group(), DEVICE.device());
  }

  private HttpRequest request(String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                Objects.requireNonNull(service).resolve("/v1/recordings/" + id + "/events"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token());
    return (lastEventId.isEmpty() ? request : request.header("Last-Event-ID", lastEventId)).build();
  }

  private Events follow(String lastEventId) throws IOException, InterruptedException {
    HttpResponse<java.io.InputStream> response =
        HttpClient.newHttpClient()
            .send(request(lastEventId), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    return new Events(
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  /** A reader of server-sent events, by the HTML standard. */
  private record Events(BufferedReader lines) implements AutoCloseable {

    /** The fields of the next event; empty at the stream's end. */
    Map<String, String> next() throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !fields.isEmpty()) {
          return fields;
        }
        int colon = line.indexOf(": ");
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return fields;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
