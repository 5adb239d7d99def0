package io.nightjar.ingest;

import static io.nightjar.ingest.TusClient.CHUNK;
import static io.nightjar.ingest.TusClient.UPLOADS;
import static io.nightjar.ingest.TusClient.assertProblem;
import static io.nightjar.ingest.TusClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus 1.0.0 says that a server MUST do, sentence by sentence: the extensions. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class TusExtensionsTest {
  private static final byte[] NONE = {};
  private static int seed = 80_000;

  private final TusClient client = new TusClient("camera-tus-more");

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound(int size) {
    return Sounds.wav(size, seed++);
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

  @Test
  void whatIsNotOfferedIsRefusedByName() throws Exception {
    HttpResponse<String> answer =
        client.send("POST", UPLOADS, Map.of("Upload-Concat", "partial", "Upload-Length", "10"));

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
  @ValueSource(
      strings = {
        "a YQ==,a YQ==",
        "a not+base64=====",
        ",",
        "a YQ== b",
        "sha256 YQ==",
        "recorded-at YQ=="
      })
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

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
