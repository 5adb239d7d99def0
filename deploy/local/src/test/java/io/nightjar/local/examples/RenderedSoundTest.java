package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.pipeline.event.Topics;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of sound that somebody asked for, from the request to their numbers. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderedSoundTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("nightjar.root")).resolve("fixtures/recordings");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int NPY_HEADER = 128;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess embedded;
  private ServiceProcess ingest;
  private Camera camera;
  private String sound;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(data.resolve("data")));
    opened.add(embedded);
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : List.of("ingest-service", "thermal-service", "audio-service")) {
      services.add(
          new ServiceProcess(name, 256, data, embedded, embedded.addresses().storeEndpoint()));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    ingest = services.getFirst();
    camera = ingest.camera("rendered");
    sound = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("bird-calls.wav")));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  /** By expected.json: a whistle of 0.4 s from 2.6 s on at 2500 Hz and −12 dB. */
  @Test
  void aSpectrogramHasTheLevelsOfTheCalls() throws Exception {
    JsonNode made = made(sound, "{\"artefact\":\"spectrogram.npy\"}");

    byte[] array = get(made.path("location").asText()).body();
    assertThat(header(array)).contains("'<f4'", "'fortran_order': True", "(1025, 375)");
    int bin = (int) Math.round(2_500 / (24_000 / 2048.0));
    int column = (int) Math.round(2.8 * 24_000 / 512);
    float level = numbers(array).getFloat(NPY_HEADER + 4 * (column * 1025 + bin));
    assertThat(level).isCloseTo(-12, within(1f));
  }

  @Test
  void theSameComesInHalfTheSpace() throws Exception {
    JsonNode made =
        made(sound, "{\"artefact\":\"spectrogram.npy\",\"parameters\":{\"type\":\"float16\"}}");

    byte[] array = get(made.path("location").asText()).body();
    assertThat(header(array)).contains("'<f2'", "(1025, 375)");
    assertThat(array).hasSize(NPY_HEADER + 2 * 1025 * 375);
  }

  @Test
  void aMelSpectrogramIsAnnouncedWithItsAxes() throws Exception {
    JsonNode made =
        made(sound, "{\"artefact\":\"mel.npy\",\"parameters\":{\"preset\":\"birdnet-low\"}}");

    byte[] array = get(made.path("location").asText()).body();
    assertThat(header(array)).contains("'<f4'", "(96, 691)"); // 1 + ⌊192,000 / 278⌋ columns
    JsonNode summary = rendered(made.path("id").asText()).path("summary");
    assertThat(summary.path("artefact").asText()).isEqualTo("mel.npy");
    assertThat(summary.path("rows").asInt()).isEqualTo(96);
    assertThat(summary.path("columns").asInt()).isEqualTo(691);
    assertThat(summary.path("durationSeconds").asDouble()).isEqualTo(8);
    assertThat(summary.path("secondsPerColumn").asDouble()).isEqualTo(278 / 24_000.0);
  }

  /** Half of its eight seconds, and a header that claims all. */
  @Test
  void ofADamagedRecordingThereIsWhatCanBeRead() throws Exception {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("bird-calls.wav"));
    String half = camera.uploadStubbornly(Arrays.copyOf(whole, 44 + 4 * 24_000 * 2));

    JsonNode made = made(half, "{\"artefact\":\"mel.npy\"}");

    assertThat(made.path("status").asText()).isEqualTo("partial");
    assertThat(made.path("code").asText()).isEqualTo("truncated");
    byte[] array = get(made.path("location").asText()).body();
    assertThat(header(array)).contains("(128, 188)"); // 1 + ⌊96,000 / 512⌋ columns
  }

  /** The request stood on the topic that both services read. */
  @Test
  void eachServicePassesOverWhatIsOfTheOtherKind() throws Exception {
    String thermal = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));

    JsonNode frames = made(thermal, "{\"artefact\":\"frames.npz\"}");
    JsonNode levels = made(sound, "{\"artefact\":\"mel.npy\"}");

    assertThat(frames.path("status").asText()).isEqualTo("completed");
    assertThat(levels.path("status").asText()).isEqualTo("completed");
    String servers = embedded.addresses().bootstrapServers();
    for (String service : List.of("thermal-service", "audio-service")) {
      try (TopicReader reader = new TopicReader(servers, Topics.deadLetters(service))) {
        assertThat(reader.of(sound)).as(service).isEmpty();
        assertThat(reader.of(thermal)).as(service).isEmpty();
      }
    }
  }

  /** Asks until it is told what has become of a request. */
  private JsonNode made(String id, String order) {
    return await("the render")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ask(id, order), answer -> answer.statusCode() == 200)
        .body();
  }

  /** An answer, and the document in it. */
  private record Answer(int statusCode, JsonNode body) {}

  private Answer ask(String id, String order) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(
            request("/v1/recordings/" + id + "/renders")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(body.toString()).isIn(200, 202);
    return new Answer(answer.statusCode(), body);
  }

  /** What the event says of a render. */
  private JsonNode rendered(String version) throws Exception {
    String servers = embedded.addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.ARTEFACT_CREATED)) {
      for (ConsumerRecord<String, byte[]> event : reader.of(sound)) {
        JsonNode data = JSON.readTree(event.value());
        if (data.path("version").asText().equals(version)) {
          return data;
        }
      }
    }
    throw new AssertionError("no event of " + version);
  }

  private static String header(byte[] array) {
    return new String(array, 0, NPY_HEADER, StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer numbers(byte[] array) {
    return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ingest.address().resolve(path))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Bearer " + camera.token());
  }
}
