package io.nightjar.ingest;

import static io.nightjar.ingest.DraftClient.UPLOADS;
import static io.nightjar.ingest.DraftClient.assertProblem;
import static io.nightjar.ingest.DraftClient.assertRegistered;
import static io.nightjar.ingest.DraftClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What draft-ietf-httpbis-resumable-upload-12 says that a server MUST do, sentence by sentence (its
 * sections 4.2 to 4.6): creation, offset retrieval, append and cancellation.
 */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class DraftUploadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] NONE = {};
  private static final String CAMERA = "camera-draft";
  private static int seed = 110_000;

  private final DraftClient client = new DraftClient(CAMERA);

  @Inject IngestPipeline pipeline;

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound(int size) {
    return Sounds.wav(size, seed++);
  }

  // Creation

  @Test
  void creationWithAllBytesAnswersAsAPlainUpload() throws Exception {
    byte[] sound = sound(1000);

    HttpResponse<String> created = client.create("?1", Map.of("Content-Type", "audio/wav"), sound);
    HttpResponse<String> again = client.create("?1", Map.of(), sound);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Upload-Complete")).isEqualTo("?1");
    JsonNode upload = new ObjectMapper().readTree(created.body());
    assertThat(upload.at("/sha256").asText()).isEqualTo(Sha256.of(sound));
    assertThat(upload.at("/size").asLong()).isEqualTo(1000);
    assertThat(upload.at("/mediaType").asText()).isEqualTo("audio/wav");
    assertThat(header(created, "Location"))
        .isEqualTo("/v1/recordings/" + upload.at("/recordingId").asText());
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(again.body()).at("/duplicate").asBoolean()).isTrue();
  }

  @Test
  void creationWithMoreToFollowTellsWhereAndTheLimits() throws Exception {
    HttpResponse<String> created = client.create("?0", Map.of(), Arrays.copyOf(sound(1000), 400));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Location")).startsWith(UPLOADS + "/");
    assertThat(header(created, "Upload-Limit")).matches("max-size=268435456, max-age=5\\d{5}");
    assertThat(header(created, "Upload-Complete")).isEqualTo("?0");
    assertThat(header(client.head(header(created, "Location")), "Upload-Offset")).isEqualTo("400");
    client.delete(header(created, "Location"));
  }

  @Test
  void creationRecordsTheLength() throws Exception {
    String path = client.begin(Map.of("Upload-Length", "1000"));

    assertThat(header(client.head(path), "Upload-Length")).isEqualTo("1000");
    client.delete(path);
  }

  @Test
  void whatIsSaidOfTheRecordingIsKept() throws Exception {
    byte[] sound = sound(1000);
    String path =
        client.begin(
            Map.of(
                "Content-Disposition",
                "inline; filename=\"x.wav\"; filename*=UTF-8''kiw%C4%AB.wav",
                "Nightjar-Recorded-At",
                "2026-07-01T22:00:00+12:00"));

    HttpResponse<String> last = client.append(path, 0, "?1", sound);

    HttpResponse<String> recording = client.send("GET", header(last, "Location"), Map.of(), NONE);
    JsonNode view = new ObjectMapper().readTree(recording.body());
    assertThat(view.toString()).contains("kiwī.wav", "2026-07-01T10:00:00Z");
  }

  @Test
  void anEmptyRepresentationIsNoRecording() throws Exception {
    HttpResponse<String> answer = client.create("?1", Map.of(), NONE);

    assertProblem(answer, 400, "empty-body");
    assertThat(header(answer, "Upload-Complete")).isEqualTo("?1");
  }

  // Offset retrieval

  @Test
  void headTellsOffsetCompletenessLengthAndLimits() throws Exception {
    String path = client.begin(Map.of("Upload-Length", "1000"));
    client.append(path, 0, "?0", Arrays.copyOf(sound(1000), 300));

    HttpResponse<String> head = client.head(path);

    assertThat(head.statusCode()).isEqualTo(204);
    assertThat(header(head, "Upload-Offset")).isEqualTo("300");
    assertThat(header(head, "Upload-Complete")).isEqualTo("?0");
    assertThat(header(head, "Upload-Length")).isEqualTo("1000");
    assertThat(header(head, "Upload-Limit")).matches("max-size=268435456, max-age=5\\d{5}");
    assertThat(header(head, "Cache-Control")).isEqualTo("no-store");
    client.delete(path);
  }

  @Test
  void headOfACompleteUploadTellsSoAndItsRecording() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    client.append(path, 0, "?1", sound);

    HttpResponse<String> head = client.head(path);

    assertThat(header(head, "Upload-Offset")).isEqualTo("1000");
    assertThat(header(head, "Upload-Complete")).isEqualTo("?1");
    assertThat(header(head, "Upload-Length")).isEqualTo("1000");
    assertThat(header(head, "Upload-Limit")).isEqualTo("max-size=268435456");
    assertThat(header(head, "Nightjar-Recording-Id")).isNotEmpty();
  }

  // Append

  @Test
  void anotherOffsetIsRefusedWithTheRightOne() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    client.append(path, 0, "?0", Arrays.copyOf(sound, 300));

    HttpResponse<String> answer = client.append(path, 200, "?1", sound);

    JsonNode problem =
        assertRegistered(answer, 409, "mismatching-upload-offset", "upload-offset-mismatch");
    assertThat(header(answer, "Upload-Offset")).isEqualTo("300");
    assertThat(problem.at("/expected-offset").asLong()).isEqualTo(300);
    assertThat(problem.at("/provided-offset").asLong()).isEqualTo(200);
    client.delete(path);
  }

  @Test
  void aCompleteUploadTakesNothingMore() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    client.append(path, 0, "?1", sound);

    HttpResponse<String> more = client.append(path, 1000, "?1", new byte[10]);
    HttpResponse<String> nothing = client.append(path, 1000, "?1", NONE);

    assertRegistered(more, 400, "inconsistent-upload-length", "upload-length-inconsistent");
    assertRegistered(nothing, 400, "completed-upload", "upload-complete");
    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("1000");
  }

  @Test
  void theAnswerToTheLastBytesSaysThatTheUploadIsComplete() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    HttpResponse<String> some = client.append(path, 0, "?0", Arrays.copyOf(sound, 300));

    HttpResponse<String> last = client.append(path, 300, "?1", rest(sound, 300));

    assertThat(some.statusCode()).isEqualTo(204);
    assertThat(header(some, "Upload-Complete")).isEqualTo("?0");
    assertThat(last.statusCode()).isEqualTo(201);
    assertThat(header(last, "Upload-Complete")).isEqualTo("?1");
    assertThat(new ObjectMapper().readTree(last.body()).at("/sha256").asText())
        .isEqualTo(Sha256.of(sound));
  }

  /** The upload has come through, and what has come is refused. */
  @Test
  void theRefusalOfARecordingSaysThatTheUploadIsComplete() throws Exception {
    String path = client.begin(Map.of());

    HttpResponse<String> answer =
        client.append(path, 0, "?1", "hello".getBytes(StandardCharsets.US_ASCII));

    assertProblem(answer, 415, "not-a-recording");
    assertThat(header(answer, "Upload-Complete")).isEqualTo("?1");
    assertThat(client.head(path).statusCode()).isEqualTo(410);
  }

  /** "The offset could match the length, but the upload can still be incomplete." */
  @Test
  void allBytesAreNotTheEndUntilThatIsSaid() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of("Upload-Length", "1000"));

    HttpResponse<String> all = client.append(path, 0, "?0", sound);

    assertThat(header(all, "Upload-Complete")).isEqualTo("?0");
    assertThat(header(client.head(path), "Upload-Complete")).isEqualTo("?0");
    HttpResponse<String> end = client.append(path, 1000, "?1", NONE);
    assertThat(end.statusCode()).isEqualTo(201);
    assertThat(header(end, "Upload-Complete")).isEqualTo("?1");
  }

  @Test
  void bytesBehindTheLengthEndTheUpload() throws Exception {
    byte[] sound = sound(1100);
    String path = client.begin(Map.of("Upload-Length", "1000"));
    client.append(path, 0, "?0", Arrays.copyOf(sound, 500));

    HttpResponse<String> answer =
        client.append(path, 500, "?0", Arrays.copyOfRange(sound, 500, 1100));

    assertProblem(answer, 413, "upload-too-long");
    assertThat(header(answer, "Upload-Limit")).startsWith("max-size=");
    assertThat(client.head(path).statusCode()).isEqualTo(410);
    assertProblem(client.append(path, 500, "?0", NONE), 410, "upload-gone");
  }

  @Test
  void appendRecordsTheLength() throws Exception {
    String path = client.begin(Map.of());

    client.append(path, 0, "?0", Arrays.copyOf(sound(1000), 10), Map.of("Upload-Length", "1000"));

    assertThat(header(client.head(path), "Upload-Length")).isEqualTo("1000");
    client.delete(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "application/offset+octet-stream"})
  void appendTakesNoOtherContentType(String type) throws Exception {
    String path = client.begin(Map.of());

    HttpResponse<String> answer =
        client.append(path, 0, "?0", sound(100), Map.of("Content-Type", type));

    assertProblem(answer, 415, "chunk-type");
    assertThat(header(answer, "Accept-Patch")).isEqualTo("application/partial-upload");
    client.delete(path);
  }

  // Cancellation

  @Test
  void aCancelledUploadIsGone() throws Exception {
    String path = client.begin(Map.of());

    HttpResponse<String> answer = client.delete(path);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(client.head(path).statusCode()).isEqualTo(410);
    assertProblem(client.append(path, 0, "?1", sound(100)), 410, "upload-gone");
  }

  // Interruption and concurrency

  /** "The upload resource MUST NOT be considered complete then", and the length is recorded. */
  @Test
  void anAppendThatBreaksOffCompletesNothing() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());

    try (RawCamera camera = RawCamera.connect(CAMERA)) {
      camera.begin(
          "PATCH",
          path,
          "Upload-Complete: ?1",
          "Upload-Offset: 0",
          "Content-Type: application/partial-upload",
          "Content-Length: 1000");
      camera.send(sound, 700);
      await().atMost(PATIENCE).until(() -> pipeline.resumable().underWay() == 1);
    }
    await().atMost(PATIENCE).until(() -> pipeline.resumable().underWay() == 0);
    HttpResponse<String> head = client.head(path);

    assertThat(header(head, "Upload-Complete")).isEqualTo("?0");
    assertThat(header(head, "Upload-Length")).isEqualTo("1000");
    int offset = Integer.parseInt(header(head, "Upload-Offset"));
    assertThat(offset).isLessThanOrEqualTo(700);
    assertThat(client.append(path, offset, "?1", rest(sound, offset)).statusCode()).isEqualTo(201);
  }

  /** "The offset sent by the server MUST be accepted in a subsequent request." */
  @Test
  void theOffsetThatIsToldIsTakenThoughAnotherRequestStillHangs() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    try (RawCamera camera = RawCamera.connect(CAMERA)) {
      camera.begin(
          "PATCH",
          path,
          "Upload-Complete: ?1",
          "Upload-Offset: 0",
          "Content-Type: application/partial-upload",
          "Content-Length: 1000");
      camera.send(sound, 300);
      await()
          .atMost(PATIENCE)
          .until(() -> header(client.head(path), "Upload-Offset").equals("300"));

      HttpResponse<String> last = client.append(path, 300, "?1", rest(sound, 300));

      assertThat(last.statusCode()).isEqualTo(201);
      assertThat(camera.answer()).startsWith("HTTP/1.1 423");
    }
  }

  /** No 104 is sent, so none with another version is; and 100 is not left out. */
  @ParameterizedTest
  @ValueSource(strings = {"8", "3"})
  void theOnlyInformationIsToContinue(String version) throws Exception {
    byte[] sound = sound(1000);
    try (RawCamera camera = RawCamera.connect(CAMERA)) {
      camera.begin(
          "POST",
          UPLOADS,
          "Upload-Complete: ?1",
          "Upload-Draft-Interop-Version: " + version,
          "Expect: 100-continue",
          "Content-Length: 1000");

      assertThat(camera.answer()).startsWith("HTTP/1.1 100 Continue");
      camera.send(sound, 1000);
      assertThat(camera.answer()).startsWith("HTTP/1.1 201");
    }
  }

  private static byte[] rest(byte[] sound, int from) {
    return Arrays.copyOfRange(sound, from, sound.length);
  }
}
