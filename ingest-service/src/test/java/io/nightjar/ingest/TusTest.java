package io.nightjar.ingest;

import static io.nightjar.ingest.TusClient.CHUNK;
import static io.nightjar.ingest.TusClient.UPLOADS;
import static io.nightjar.ingest.TusClient.assertProblem;
import static io.nightjar.ingest.TusClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus 1.0.0 says that a server MUST do, sentence by sentence: the core protocol. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class TusTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] NONE = {};
  private static int seed = 70_000;

  private final TusClient client = new TusClient("camera-tus");

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound(int size) {
    return Sounds.wav(size, seed++);
  }

  // Core: HEAD

  @Test
  void headAlwaysTellsTheOffsetEvenIfItIsZero() throws Exception {
    String path = client.create(1000);

    HttpResponse<String> head = client.head(path);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void headTellsTheOffsetOfAFinishedUploadAndItsRecording() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);
    client.patch(path, 0, sound);

    HttpResponse<String> head = client.head(path);

    assertThat(header(head, "Upload-Offset")).isEqualTo("1000");
    assertThat(header(head, "Nightjar-Recording-Id")).isNotEmpty();
  }

  @Test
  void headTellsTheLength() throws Exception {
    String path = client.create(1234);

    assertThat(header(client.head(path), "Upload-Length")).isEqualTo("1234");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void headIsNotToBeCached() throws Exception {
    String path = client.create(1000);

    assertThat(header(client.head(path), "Cache-Control")).isEqualTo("no-store");
    client.send("DELETE", path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/01890a5d-ac96-774b-bcce-b302099a8057", "/%2e%2e", "/a/b"})
  void headOfNoUploadHasNoOffset(String name) throws Exception {
    HttpResponse<String> head = client.head(UPLOADS + name);

    assertThat(head.statusCode()).isEqualTo(404);
    assertThat(head.headers().firstValue("Upload-Offset")).isEmpty();
  }

  @Test
  void aForeignUploadLooksLikeOneThatIsNotThere() throws Exception {
    String path = client.create(1000);
    TusClient neighbour = new TusClient("camera-next-door");

    assertThat(neighbour.head(path).statusCode()).isEqualTo(404);
    assertThat(neighbour.patch(path, 0, sound(1000)).statusCode()).isEqualTo(404);
    assertThat(neighbour.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
    assertThat(client.head(path).statusCode()).isEqualTo(200);
    client.send("DELETE", path, Map.of());
  }

  // Core: PATCH

  @Test
  void patchAnswers204WithTheNewOffset() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);

    HttpResponse<String> first = client.patch(path, 0, Arrays.copyOf(sound, 300));

    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(header(first, "Upload-Offset")).isEqualTo("300");
    HttpResponse<String> last = client.patch(path, 300, Arrays.copyOfRange(sound, 300, 1000));
    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(header(last, "Upload-Offset")).isEqualTo("1000");
    String id = header(last, "Nightjar-Recording-Id");
    HttpResponse<String> recording = client.send("GET", "/v1/recordings/" + id, Map.of());
    assertThat(new ObjectMapper().readTree(recording.body()).at("/sha256").asText())
        .isEqualTo(Sha256.of(sound));
  }

  @Test
  void patchAtAnotherOffsetChangesNothing() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);
    client.patch(path, 0, Arrays.copyOf(sound, 300));

    assertProblem(client.patch(path, 200, sound), 409, "upload-offset-mismatch");
    assertProblem(client.patch(path, 301, sound), 409, "upload-offset-mismatch");

    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("300");
    client.send("DELETE", path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "text/plain", ""})
  void patchTakesNoOtherContentType(String type) throws Exception {
    String path = client.create(1000);

    HttpResponse<String> answer = client.patch(path, 0, sound(1000), Map.of("Content-Type", type));

    assertProblem(answer, 415, "chunk-type");
    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void patchTakesNoCodedBytes() throws Exception {
    String path = client.create(1000);

    HttpResponse<String> answer =
        client.patch(path, 0, sound(1000), Map.of("Content-Encoding", "gzip"));

    assertProblem(answer, 415, "encoding-unsupported");
    client.send("DELETE", path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "x", "99999999999999999999", "0, 0", ""})
  void anOffsetIsAWholeNumberFromZero(String offset) throws Exception {
    String path = client.create(1000);

    HttpResponse<String> answer =
        client.patch(path, 0, sound(1000), Map.of("Upload-Offset", offset));

    assertProblem(answer, 400, "bad-request");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void patchOfNoUploadIsNotFound() throws Exception {
    assertProblem(client.patch(UPLOADS + "/none", 0, sound(100)), 404, "upload-not-found");
  }

  @Test
  void moreBytesThanWereAnnouncedAreRefused() throws Exception {
    String path = client.create(1000);

    assertProblem(client.patch(path, 0, sound(1001)), 413, "upload-too-long");

    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  /** "The Server SHOULD always attempt to store as much of the received data as possible." */
  @Test
  void whatCameBeforeABreakIsKept() throws Exception {
    byte[] sound = sound(6_000_000);
    String path = client.create(sound.length);

    try (RawCamera camera = RawCamera.connect()) {
      camera.patch("camera-tus", path, sound.length);
      camera.send(sound, 5_500_000);
    }

    int part = 5 * 1024 * 1024;
    await().atMost(PATIENCE).until(() -> offset(path) > part);
    int offset = offset(path);
    HttpResponse<String> last =
        client.patch(path, offset, Arrays.copyOfRange(sound, offset, sound.length));
    assertThat(header(last, "Nightjar-Recording-Id")).isNotEmpty();
  }

  /** A camera whose last answer was lost. */
  @Test
  void aChunkThatIsSentTwiceIsTakenOnce() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);
    HttpResponse<String> first = client.patch(path, 0, sound);

    assertProblem(client.patch(path, 0, sound), 409, "upload-offset-mismatch");

    HttpResponse<String> again = client.patch(path, 1000, NONE);
    assertThat(again.statusCode()).isEqualTo(204);
    assertThat(header(again, "Nightjar-Recording-Id"))
        .isEqualTo(header(first, "Nightjar-Recording-Id"));
  }

  // Core: OPTIONS, versions, method override

  @ParameterizedTest
  @ValueSource(strings = {"/v1/uploads", "/v1/uploads/any"})
  void optionsTellsWhatIsOfferedToAnyoneAndPassesTheVersionOver(String path) throws Exception {
    HttpResponse<String> options =
        client.send("OPTIONS", path, Map.of("Authorization", "", "Tus-Resumable", "0.2.2"));

    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "Tus-Version")).isEqualTo("1.0.0");
    assertThat(header(options, "Tus-Extension"))
        .isEqualTo(
            "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination");
    assertThat(header(options, "Tus-Max-Size")).isEqualTo("268435456"); // thermal, by default
    assertThat(header(options, "Tus-Checksum-Algorithm")).contains("sha1", "sha256");
  }

  @ParameterizedTest
  @CsvSource({"POST,0.2.2", "HEAD,2.0.0", "PATCH,1.0", "DELETE,0.2.2", "PATCH,''", "POST,''"})
  void anotherVersionIsNotProcessed(String method, String version) throws Exception {
    String path = client.create(1000);

    HttpResponse<String> answer =
        client.send(
            method,
            method.equals("POST") ? UPLOADS : path,
            Map.of("Tus-Resumable", version, "Upload-Length", "10"));

    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(header(answer, "Tus-Version")).isEqualTo("1.0.0");
    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void everyAnswerNamesTheVersion() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);

    assertThat(
            List.of(
                client.send("POST", UPLOADS, Map.of("Upload-Length", "x")),
                client.head(path),
                client.head(UPLOADS + "/none"),
                client.patch(path, 5, sound),
                client.patch(path, 0, sound),
                client.send("HEAD", path, Map.of("Authorization", "")),
                client.send("DELETE", path, Map.of())))
        .allSatisfy(answer -> assertThat(header(answer, "Tus-Resumable")).isEqualTo("1.0.0"));
  }

  @Test
  void theOverridingMethodCounts() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);

    HttpResponse<String> patch =
        client.send(
            "POST",
            path,
            Map.of("X-HTTP-Method-Override", "PATCH", "Content-Type", CHUNK, "Upload-Offset", "0"),
            sound);

    assertThat(patch.statusCode()).isEqualTo(204);
    HttpResponse<String> head = client.send("GET", path, Map.of("X-HTTP-Method-Override", "HEAD"));
    assertThat(header(head, "Upload-Offset")).isEqualTo("1000");
  }

  @Test
  void aMethodThatIsNoneIsNotAllowed() throws Exception {
    assertThat(client.send("GET", UPLOADS + "/any", Map.of()).statusCode()).isEqualTo(405);
  }

  @Test
  void everythingButOptionsNeedsAToken() throws Exception {
    Map<String, String> nobody = Map.of("Authorization", "", "Upload-Length", "10");

    assertThat(client.send("POST", UPLOADS, nobody).statusCode()).isEqualTo(401);
    assertThat(client.send("HEAD", UPLOADS + "/x", nobody).statusCode()).isEqualTo(401);
    assertThat(client.send("PATCH", UPLOADS + "/x", nobody).statusCode()).isEqualTo(401);
    assertThat(client.send("DELETE", UPLOADS + "/x", nobody).statusCode()).isEqualTo(401);
  }

  private int offset(String path) throws IOException, InterruptedException {
    return Integer.parseInt(header(client.head(path), "Upload-Offset"));
  }
}
