package io.nightjar.ingest;

import static io.nightjar.ingest.TusClient.CHUNK;
import static io.nightjar.ingest.TusClient.UPLOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus 1.0.0 says that a server MUST do, sentence by sentence, and what it leaves to it. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class TusTest {
  private static final byte[] NONE = {};
  private static int seed = 70_000;

  private final TusClient client = new TusClient("camera-tus");

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady(
        () ->
            RestAssured.given()
                .auth()
                .oauth2(DeviceTokensFor.device("group", "camera-tus", LocalInfrastructure.SECRET)));
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
    await().until(() -> offset(path) > part);
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
        .isEqualTo("creation,creation-with-upload,expiration,checksum,termination");
    assertThat(header(options, "Tus-Max-Size")).isEqualTo("268435456"); // thermal, by default
    assertThat(header(options, "Tus-Checksum-Algorithm")).contains("sha1", "sha256");
  }

  @ParameterizedTest
  @CsvSource({"POST,0.2.2", "HEAD,2.0.0", "PATCH,1.0", "DELETE,''"})
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

  // Creation

  @Test
  void creationAnswers201AndWhereToGoOn() throws Exception {
    HttpResponse<String> created = client.send("POST", UPLOADS, Map.of("Upload-Length", "1000"));

    assertThat(created.statusCode()).isEqualTo(201);
    String path = header(created, "Location");
    assertThat(path).startsWith(UPLOADS + "/");
    assertThat(client.head(path).statusCode()).isEqualTo(200);
    client.send("DELETE", path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1e3"})
  void creationNeedsALength(String length) throws Exception {
    assertProblem(
        client.send("POST", UPLOADS, Map.of("Upload-Length", length)), 400, "bad-request");
  }

  @ParameterizedTest
  @CsvSource({"Upload-Defer-Length,1", "Upload-Concat,partial"})
  void whatIsNotOfferedIsRefusedByName(String header, String value) throws Exception {
    HttpResponse<String> answer =
        client.send("POST", UPLOADS, Map.of(header, value, "Upload-Length", "10"));

    assertProblem(answer, 400, "bad-request");
  }

  @Test
  void aLengthAboveTheLargestIsTooLarge() throws Exception {
    assertProblem(
        client.send("POST", UPLOADS, Map.of("Upload-Length", "268435457")), 413, "too-large");
  }

  @Test
  void aRecordingOfNoBytesIsNone() throws Exception {
    assertProblem(client.send("POST", UPLOADS, Map.of("Upload-Length", "0")), 400, "empty-body");
  }

  @Test
  void headTellsTheMetadataAsItWasSent() throws Exception {
    String metadata =
        "filename " + base64("night.wav") + ",is_confidential,filetype " + base64("a");
    HttpResponse<String> created =
        client.send("POST", UPLOADS, Map.of("Upload-Length", "1000", "Upload-Metadata", metadata));

    HttpResponse<String> head = client.head(header(created, "Location"));

    assertThat(header(head, "Upload-Metadata")).isEqualTo(metadata);
    client.send("DELETE", header(created, "Location"), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a YQ==,a YQ==", "a not+base64=====", ",", "a YQ== b", "sha256 YQ=="})
  void metadataThatCannotBeReadIsRefused(String metadata) throws Exception {
    HttpResponse<String> answer =
        client.send("POST", UPLOADS, Map.of("Upload-Length", "10", "Upload-Metadata", metadata));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aPromiseThatIsNotKeptEndsTheUpload() throws Exception {
    byte[] sound = sound(1000);
    String promise = "sha256 " + base64(Sha256.of(NONE));
    String path =
        header(
            client.send(
                "POST", UPLOADS, Map.of("Upload-Length", "1000", "Upload-Metadata", promise)),
            "Location");

    assertProblem(client.patch(path, 0, sound), 400, "digest-mismatch");

    assertThat(client.head(path).statusCode()).isEqualTo(410);
  }

  // Creation with upload

  @Test
  void creationMayBringTheFirstBytes() throws Exception {
    byte[] sound = sound(1000);

    HttpResponse<String> created =
        client.send(
            "POST",
            UPLOADS,
            Map.of("Upload-Length", "1000", "Content-Type", CHUNK),
            Arrays.copyOf(sound, 400));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Upload-Offset")).isEqualTo("400");
    HttpResponse<String> last =
        client.patch(
            header(created, "Location"), 400, Arrays.copyOfRange(sound, 400, sound.length));
    assertThat(header(last, "Nightjar-Recording-Id")).isNotEmpty();
  }

  @Test
  void creationMayBringAllBytes() throws Exception {
    HttpResponse<String> created =
        client.send(
            "POST", UPLOADS, Map.of("Upload-Length", "1000", "Content-Type", CHUNK), sound(1000));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Upload-Offset")).isEqualTo("1000");
    assertThat(header(created, "Nightjar-Recording-Id")).isNotEmpty();
  }

  @Test
  void creationTakesBytesOfNoOtherContentType() throws Exception {
    HttpResponse<String> answer =
        client.send(
            "POST",
            UPLOADS,
            Map.of("Upload-Length", "1000", "Content-Type", "audio/wav"),
            sound(1000));

    assertProblem(answer, 415, "chunk-type");
  }

  @Test
  void creationRefusesWhatIsNoRecording() throws Exception {
    HttpResponse<String> answer =
        client.send(
            "POST",
            UPLOADS,
            Map.of("Upload-Length", "5", "Content-Type", CHUNK),
            "hello".getBytes(StandardCharsets.US_ASCII));

    assertProblem(answer, 415, "not-a-recording");
  }

  // Expiration

  @Test
  void creationAndEveryPatchTellWhenAnUnfinishedUploadExpires() throws Exception {
    byte[] sound = sound(1000);
    HttpResponse<String> created = client.send("POST", UPLOADS, Map.of("Upload-Length", "1000"));

    HttpResponse<String> patch =
        client.patch(header(created, "Location"), 0, Arrays.copyOf(sound, 10));

    Instant expires =
        ZonedDateTime.parse(header(created, "Upload-Expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    assertThat(expires).isAfter(Instant.now().plusSeconds(5 * 24 * 3600));
    assertThat(header(patch, "Upload-Expires"))
        .isEqualTo(header(created, "Upload-Expires"))
        .endsWith(" GMT");
    client.send("DELETE", header(created, "Location"), Map.of());
  }

  // Checksum

  @ParameterizedTest
  @CsvSource({"sha1,SHA-1", "sha256,SHA-256", "sha512,SHA-512", "md5,MD5"})
  void aChunkThatIsWhatItsChecksumSaysIsTaken(String name, String algorithm) throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);
    String checksum =
        name
            + " "
            + Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(algorithm).digest(sound));

    HttpResponse<String> answer = client.patch(path, 0, sound, Map.of("Upload-Checksum", checksum));

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void aChunkThatIsNotWhatItsChecksumSaysIsDiscarded() throws Exception {
    byte[] sound = sound(1000);
    String path = client.create(1000);
    String checksum = "sha1 " + Base64.getEncoder().encodeToString(new byte[20]);

    assertProblem(
        client.patch(path, 0, sound, Map.of("Upload-Checksum", checksum)),
        460,
        "checksum-mismatch");

    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    assertThat(client.patch(path, 0, sound).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crc32 AAAAAA==", "sha1", "sha1 ???"})
  void aChecksumThatIsNotUnderstoodIsRefused(String checksum) throws Exception {
    String path = client.create(1000);

    assertProblem(
        client.patch(path, 0, sound(1000), Map.of("Upload-Checksum", checksum)),
        400,
        "digest-malformed");

    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  // Termination

  @Test
  void aTerminatedUploadIsGone() throws Exception {
    String path = client.create(1000);
    client.patch(path, 0, Arrays.copyOf(sound(1000), 100));

    HttpResponse<String> answer = client.send("DELETE", path, Map.of());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(client.head(path).statusCode()).isEqualTo(410);
    assertProblem(client.patch(path, 100, sound(100)), 410, "upload-gone");
    assertThat(client.send("DELETE", path, Map.of()).statusCode()).isEqualTo(410);
  }

  @Test
  void theRecordingOfATerminatedUploadStays() throws Exception {
    String path = client.create(1000);
    String id = header(client.patch(path, 0, sound(1000)), "Nightjar-Recording-Id");

    client.send("DELETE", path, Map.of());

    assertThat(client.send("GET", "/v1/recordings/" + id, Map.of()).statusCode()).isEqualTo(200);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private int offset(String path) throws IOException, InterruptedException {
    return Integer.parseInt(header(client.head(path), "Upload-Offset"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new ObjectMapper().readTree(answer.body()).at("/code").asText()).isEqualTo(code);
  }
}
