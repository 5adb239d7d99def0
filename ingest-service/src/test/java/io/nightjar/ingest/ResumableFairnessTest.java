package io.nightjar.ingest;

import static io.nightjar.ingest.TusClient.CHUNK;
import static io.nightjar.ingest.TusClient.UPLOADS;
import static io.nightjar.ingest.TusClient.assertProblem;
import static io.nightjar.ingest.TusClient.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one device may take with uploads that it sends in chunks, and how slow these may be. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class ResumableFairnessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SIZE = 100_000;
  private static final byte[] SOUND = Sounds.wav(SIZE, 95_000);

  @Inject IngestPipeline pipeline;

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  @Test
  void chunksCountAmongTheUploadsAtOnceOfADevice() throws Exception {
    TusClient client = new TusClient("camera-chunks");
    String further = client.create(SIZE);
    List<RawCamera> slow = takeAllPlaces("camera-chunks", paths(client));
    try {
      HttpResponse<String> refused = client.patch(further, 0, SOUND);
      HttpResponse<String> created = create(client, Arrays.copyOf(SOUND, 10));

      assertProblem(refused, 429, "too-many-uploads");
      assertThat(header(refused, "Retry-After")).matches("[1-9]\\d*");
      assertThat(header(refused, "RateLimit")).startsWith("\"uploads\";r=");
      assertProblem(created, 429, "too-many-uploads");
      TusClient other = new TusClient("camera-chunks-other");
      assertThat(other.patch(other.create(SIZE), 0, SOUND).statusCode()).isEqualTo(204);
    } finally {
      close(slow);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(client.patch(further, 0, SOUND).statusCode()).isEqualTo(204));
  }

  /** All of its places are taken by connections that are dead, and it does not know. */
  @Test
  void aCameraThatComesBackTakesThePlaceOfItsOwnDeadConnection() throws Exception {
    TusClient client = new TusClient("camera-back");
    List<String> paths = paths(client);
    List<RawCamera> dead = takeAllPlaces("camera-back", paths);
    try {
      HttpResponse<String> first = client.patch(paths.getFirst(), 10, rest(10));

      assertThat(first.statusCode()).isEqualTo(204);
      assertThat(header(first, "Nightjar-Recording-Id")).isNotEmpty();
    } finally {
      close(dead);
    }
  }

  @Test
  void anUploadCountsOnceAMinuteHoweverManyItsChunks() throws Exception {
    TusClient client = new TusClient("camera-many-chunks");
    HttpResponse<String> created = create(client, Arrays.copyOf(SOUND, 10));
    String path = header(created, "Location");

    HttpResponse<String> chunk = created;
    for (int at = 10; at < 50; at += 10) {
      chunk = client.patch(path, at, Arrays.copyOfRange(SOUND, at, at + 10));
    }

    // 3,000 a minute are 50 a second, so the one that was taken may be given back by now.
    assertThat(header(created, "RateLimit-Policy")).isEqualTo("\"uploads\";q=3000;w=60");
    assertThat(header(created, "RateLimit")).matches("\"uploads\";r=(2999|3000);t=[01]");
    assertThat(header(chunk, "RateLimit")).matches("\"uploads\";r=(2999|3000);t=[01]");
    client.send("DELETE", path, Map.of());
  }

  /** What came of it counts, as of every chunk that breaks off. */
  @Test
  void waitsForNoChunkThatComesByteByByte() throws Exception {
    TusClient client = new TusClient("camera-drips");
    String path = client.create(SIZE);
    CountDownLatch answered = new CountDownLatch(1);
    try (RawCamera camera = RawCamera.connect()) {
      camera.patch("camera-drips", path, SIZE);
      Thread drip = Thread.ofVirtual().start(() -> drip(camera, answered));

      String answer = camera.answer();

      answered.countDown();
      drip.join();
      assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"body-too-slow\"");
    }
    assertThat(header(client.head(path), "Upload-Offset")).isNotEqualTo("0");
    client.send("DELETE", path, Map.of());
  }

  private static List<String> paths(TusClient client) throws Exception {
    List<String> paths = new ArrayList<>();
    for (int n = 0; n < FairnessTest.PER_DEVICE; n++) {
      paths.add(client.create(SIZE));
    }
    return paths;
  }

  /** As many chunks as a device may send at once, of which ten bytes come and then no more. */
  private List<RawCamera> takeAllPlaces(String device, List<String> paths) throws IOException {
    int before = pipeline.resumable().underWay();
    List<RawCamera> slow = new ArrayList<>();
    for (String path : paths) {
      RawCamera camera = RawCamera.connect();
      slow.add(camera);
      camera.patch(device, path, SIZE);
      camera.send(SOUND, 10);
    }
    await().atMost(PATIENCE).until(() -> pipeline.resumable().underWay() == before + slow.size());
    return slow;
  }

  private static void close(List<RawCamera> cameras) throws IOException {
    for (RawCamera camera : cameras) {
      camera.close();
    }
  }

  private static byte[] rest(int from) {
    return Arrays.copyOfRange(SOUND, from, SIZE);
  }

  private static HttpResponse<String> create(TusClient client, byte[] first)
      throws IOException, InterruptedException {
    return client.send(
        "POST",
        UPLOADS,
        Map.of("Upload-Length", Integer.toString(SIZE), "Content-Type", CHUNK),
        first);
  }

  private static void drip(RawCamera camera, CountDownLatch until) {
    try {
      for (int at = 0; !until.await(100, TimeUnit.MILLISECONDS); at++) {
        camera.send(SOUND, at, 1);
      }
    } catch (IOException | InterruptedException e) {
      return; // the service has hung up
    }
  }
}
