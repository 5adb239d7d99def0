package io.nightjar.ingest;

import static io.nightjar.ingest.DraftClient.UPLOADS;
import static io.nightjar.ingest.DraftClient.assertProblem;
import static io.nightjar.ingest.DraftClient.assertRegistered;
import static io.nightjar.ingest.DraftClient.header;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What draft-ietf-httpbis-resumable-upload-12 says that a server MUST do with what is said of an
 * upload, sentence by sentence (its section 4.1): values, lengths and limits.
 */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class DraftStateTest {
  private static final byte[] NONE = {};
  private static int seed = 117_000;

  private final DraftClient client = new DraftClient("camera-draft-state");

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound(int size) {
    return Sounds.wav(size, seed++);
  }

  // State: values that can't be read are as good as not sent

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "?2", "?1, ?0", "?1 ?1", "\"?1\""})
  void anUploadCompleteThatIsNoBooleanIsIgnored(String value) throws Exception {
    String path = client.begin(Map.of());

    HttpResponse<String> created = client.create(value, Map.of(), NONE);
    HttpResponse<String> appended = client.append(path, 0, value, sound(100));

    assertProblem412(created); // a request of no protocol
    assertProblem(appended, 400, "bad-request");
    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    client.delete(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "?1", "10, 10", "1234567890123456"})
  void anUploadLengthThatIsNoIntegerIsIgnored(String value) throws Exception {
    String path = client.begin(Map.of("Upload-Length", value));

    assertThat(client.head(path).headers().firstValue("Upload-Length")).isEmpty();
    client.delete(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "0.0", "0, 0", ":MA==:"})
  void anUploadOffsetThatIsNoIntegerIsIgnoredAndMissed(String value) throws Exception {
    String path = client.begin(Map.of());

    HttpResponse<String> answer =
        client.append(path, 0, "?0", sound(100), Map.of("Upload-Offset", value));

    assertProblem(answer, 400, "bad-request");
    client.delete(path);
  }

  @Test
  void parametersBehindAnItemMeanNothing() throws Exception {
    String path = client.begin(Map.of("Upload-Length", "1000;unit=\"bytes\""));

    HttpResponse<String> answer =
        client.append(path, 0, "?0;a;b=1", sound(1000), Map.of("Upload-Offset", "0;x"));

    assertThat(header(client.head(path), "Upload-Length")).isEqualTo("1000");
    assertThat(answer.statusCode()).isEqualTo(204);
    client.delete(path);
  }

  // Length: "their indicated lengths MUST match", within a request and over all of them

  @Test
  void theLengthsOfOneRequestMatch() throws Exception {
    HttpResponse<String> answer = client.create("?1", Map.of("Upload-Length", "999"), sound(1000));

    assertRegistered(answer, 400, "inconsistent-upload-length", "upload-length-inconsistent");
  }

  @ParameterizedTest
  @CsvSource({"?0,999", "?1,''"})
  void theLengthsOfAllRequestsMatch(String complete, String length) throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of("Upload-Length", "1000"));

    HttpResponse<String> answer =
        client.append(
            path,
            0,
            complete,
            Arrays.copyOf(sound, 400),
            length.isEmpty() ? Map.of() : Map.of("Upload-Length", length));

    assertRegistered(answer, 400, "inconsistent-upload-length", "upload-length-inconsistent");
    assertThat(client.append(path, 0, "?1", sound).statusCode()).isEqualTo(201);
  }

  // Limits

  @ParameterizedTest
  @ValueSource(strings = {UPLOADS, UPLOADS + "/any"})
  void optionsTellsThatPartialUploadsAreTakenAndTheLimits(String path) throws Exception {
    HttpResponse<String> options = client.send("OPTIONS", path, Map.of(), NONE);

    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "Accept-Patch")).contains("application/partial-upload");
    assertThat(header(options, "Upload-Limit")).isEqualTo("max-size=268435456, max-age=518400");
  }

  @Test
  void whatIsTooLargeIsToldTheLimit() throws Exception {
    HttpResponse<String> answer = client.create("?0", Map.of("Upload-Length", "268435457"), NONE);

    assertProblem(answer, 413, "too-large");
    assertThat(header(answer, "Upload-Limit")).startsWith("max-size=268435456");
  }

  private static void assertProblem412(HttpResponse<String> answer) throws Exception {
    assertProblem(answer, 412, "protocol-version");
  }
}
