package io.nightjar.ingest;

import static io.nightjar.ingest.DraftClient.assertProblem;
import static io.nightjar.ingest.DraftClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Digests in the IETF's draft, and uploads that change from one protocol to the other. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class DraftDigestsTest {
  private static final byte[] NONE = {};
  private static final String CAMERA = "camera-draft-more";
  private static int seed = 120_000;

  private final DraftClient client = new DraftClient(CAMERA);
  private final TusClient tus = new TusClient(CAMERA);

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound(int size) {
    return Sounds.wav(size, seed++);
  }

  @Test
  void aWholeThatIsNotWhatWasPromisedIsRefused() throws Exception {
    String path = client.begin(Map.of("Repr-Digest", digest(new byte[1])));

    HttpResponse<String> answer = client.append(path, 0, "?1", sound(1000));

    assertProblem(answer, 400, "digest-mismatch");
    assertThat(header(answer, "Upload-Complete")).isEqualTo("?1");
    assertThat(client.head(path).statusCode()).isEqualTo(410);
  }

  @Test
  void theDigestOfTheWholeIsTold() throws Exception {
    byte[] sound = sound(1000);

    HttpResponse<String> answer =
        client.create(
            "?1", Map.of("Repr-Digest", digest(sound), "Want-Repr-Digest", "sha-256=1"), sound);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "Repr-Digest")).isEqualTo(digest(sound));
  }

  @Test
  void contentThatIsNotWhatWasPromisedIsNotAppended() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());

    HttpResponse<String> wrong =
        client.append(path, 0, "?1", sound, Map.of("Content-Digest", digest(NONE)));

    assertProblem(wrong, 400, "checksum-mismatch");
    assertThat(header(client.head(path), "Upload-Offset")).isEqualTo("0");
    HttpResponse<String> right =
        client.append(path, 0, "?1", sound, Map.of("Content-Digest", digest(sound)));
    assertThat(right.statusCode()).isEqualTo(201);
  }

  // From one protocol to the other

  @Test
  void whatTusHasBegunTheDraftEnds() throws Exception {
    byte[] sound = sound(1000);
    String path = tus.create(1000);
    tus.patch(path, 0, Arrays.copyOf(sound, 400));

    HttpResponse<String> last =
        client.append(path, 400, "?1", Arrays.copyOfRange(sound, 400, 1000));

    assertThat(last.statusCode()).isEqualTo(201);
    assertThat(TusClient.header(tus.head(path), "Upload-Offset")).isEqualTo("1000");
  }

  @Test
  void whatTheDraftHasBegunTusEnds() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of());
    client.append(path, 0, "?0", Arrays.copyOf(sound, 400));

    HttpResponse<String> last =
        tus.patch(path, 400, Arrays.copyOfRange(sound, 400, 1000), Map.of("Upload-Length", "1000"));

    assertThat(header(last, "Nightjar-Recording-Id")).isNotEmpty();
    assertThat(header(client.head(path), "Upload-Complete")).isEqualTo("?1");
  }

  /** To tus an offset that is the length means success, so it is only told with it. */
  @Test
  void anUploadThatHasAllBytesIsEndedWhenTusAsks() throws Exception {
    byte[] sound = sound(1000);
    String path = client.begin(Map.of("Upload-Length", "1000"));
    client.append(path, 0, "?0", sound);

    HttpResponse<String> head = tus.head(path);

    assertThat(header(head, "Upload-Offset")).isEqualTo("1000");
    assertThat(header(head, "Nightjar-Recording-Id")).isNotEmpty();
  }

  private static String digest(byte[] bytes) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
  }
}
