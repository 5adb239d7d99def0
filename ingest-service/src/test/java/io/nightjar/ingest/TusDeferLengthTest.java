package io.nightjar.ingest;

import static io.nightjar.ingest.TusClient.UPLOADS;
import static io.nightjar.ingest.TusClient.assertProblem;
import static io.nightjar.ingest.TusClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tus 1.0.0 says of a length that comes later (creation-defer-length). */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class TusDeferLengthTest {
  private static final byte[] NONE = {};
  private static final byte[] SOUND = Sounds.wav(1000, 97_000);

  private final TusClient client = new TusClient("camera-tus-defer");

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  @Test
  void headTellsThatTheLengthIsDeferredAsLongAsItIs() throws Exception {
    String path = createDeferred();

    HttpResponse<String> head = client.head(path);

    assertThat(header(head, "Upload-Defer-Length")).isEqualTo("1");
    assertThat(head.headers().firstValue("Upload-Length")).isEmpty();
    assertThat(header(head, "Upload-Offset")).isEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  @Test
  void theLengthComesWithALaterPatch() throws Exception {
    String path = createDeferred();
    HttpResponse<String> first = client.patch(path, 0, Arrays.copyOf(SOUND, 400));

    HttpResponse<String> second =
        client.patch(
            path, 400, Arrays.copyOfRange(SOUND, 400, 700), Map.of("Upload-Length", "1000"));

    assertThat(header(first, "Upload-Offset")).isEqualTo("400");
    assertThat(header(second, "Upload-Offset")).isEqualTo("700");
    HttpResponse<String> head = client.head(path);
    assertThat(header(head, "Upload-Length")).isEqualTo("1000");
    assertThat(head.headers().firstValue("Upload-Defer-Length")).isEmpty();
    HttpResponse<String> last = client.patch(path, 700, Arrays.copyOfRange(SOUND, 700, 1000));
    assertThat(header(last, "Nightjar-Recording-Id")).isNotEmpty();
  }

  @Test
  void theLengthMayComeBehindAllBytes() throws Exception {
    byte[] sound = Sounds.wav(1000, 97_001);
    String path = createDeferred();
    client.patch(path, 0, sound);

    HttpResponse<String> last = client.patch(path, 1000, NONE, Map.of("Upload-Length", "1000"));

    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(header(last, "Nightjar-Recording-Id")).isNotEmpty();
  }

  /** "Once set the length MUST NOT be changed." */
  @Test
  void theLengthIsNotChanged() throws Exception {
    String path = client.create(1000);

    assertProblem(
        client.patch(path, 0, Arrays.copyOf(SOUND, 10), Map.of("Upload-Length", "999")),
        400,
        "upload-length-inconsistent");

    assertThat(header(client.head(path), "Upload-Length")).isEqualTo("1000");
    client.send("DELETE", path, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "yes"})
  void deferringHasOneValue(String value) throws Exception {
    assertProblem(
        client.send("POST", UPLOADS, Map.of("Upload-Defer-Length", value)), 400, "bad-request");
  }

  @Test
  void aLengthIsNotBothToldAndDeferred() throws Exception {
    assertProblem(
        client.send("POST", UPLOADS, Map.of("Upload-Defer-Length", "1", "Upload-Length", "10")),
        400,
        "bad-request");
  }

  @Test
  void aLengthAboveTheLargestIsTooLargeWhenItComesLate() throws Exception {
    String path = createDeferred();

    assertProblem(
        client.patch(path, 0, NONE, Map.of("Upload-Length", "268435457")), 413, "too-large");

    client.send("DELETE", path, Map.of());
  }

  private String createDeferred() throws Exception {
    HttpResponse<String> created = client.send("POST", UPLOADS, Map.of("Upload-Defer-Length", "1"));
    assertThat(created.statusCode()).isEqualTo(201);
    return header(created, "Location");
  }
}
