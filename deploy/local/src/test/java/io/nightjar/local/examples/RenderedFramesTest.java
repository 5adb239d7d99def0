package io.nightjar.local.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Topics;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Frames that somebody asked for, from the request to NumPy. */
@Tag("process")
@Tag("python")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderedFramesTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path FIXTURES = ROOT.resolve("fixtures");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String RENDERED = "io.nightjar.recording.rendered.v1";
  private static final int NPY_HEADER = 128;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess embedded;
  private ServiceProcess ingest;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(data.resolve("data")));
    opened.add(embedded);
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : List.of("ingest-service", "thermal-service", "thumbnail-service")) {
      services.add(
          new ServiceProcess(name, 256, data, embedded, embedded.addresses().storeEndpoint()));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    ingest = services.getFirst();
    camera = ingest.camera("rendered");
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  /** What the file holds is told by fixtures/recordings: one background frame, then 9 a second. */
  @Test
  void numpyOpensAllFramesWithTheirNumbersAndTimes() throws Exception {
    String id = uploaded("recordings/hedgehog.cptv");

    JsonNode made = made(id, "{}");

    assertThat(made.path("status").asText()).isEqualTo("completed");
    JsonNode arrays = load(made);
    assertThat(arrays.path("names").toString()).isEqualTo("[\"frames\",\"numbers\",\"times\"]");
    assertThat(arrays.path("frames").toString())
        .isEqualTo("{\"shape\":[91,120,160],\"type\":\"<u2\"}");
    assertThat(arrays.path("numbers")).isEqualTo(numbers(0, 91));
    assertThat(arrays.path("times").toString()).isEqualTo("{\"type\":\"<f8\",\"none\":1}");
    // 114 or 115 ms from one to the next, and 1825 more where the shutter closed, before frame 46.
    assertThat(arrays.path("steps")).hasSize(89);
    for (int i = 0; i < 89; i++) {
      double gap = i == 44 ? 1.825 : 0;
      assertThat(arrays.path("steps").get(i).asDouble() - gap)
          .as("after frame " + (i + 1))
          .isBetween(0.1139, 0.1151);
    }
    assertThat(arrays.path("sha256").asText()).isEqualTo(pixels(id, ""));
  }

  @Test
  void aPartOfThemIsWhatASliceInPythonIs() throws Exception {
    String id = uploaded("recordings/hedgehog.cptv");

    JsonNode arrays = load(made(id, "{\"from\":80,\"to\":1000}"));

    assertThat(arrays.at("/frames/shape").toString()).isEqualTo("[11,120,160]");
    assertThat(arrays.path("numbers")).isEqualTo(numbers(80, 91));
    assertThat(arrays.path("sha256").asText()).isEqualTo(pixels(id, "?from=80"));
  }

  /** Digests of pixels in fixtures/odd are those of a decoder in another language. */
  @Test
  void ofADamagedRecordingThereIsWhatCanBeRead() throws Exception {
    String[] row =
        Files.readAllLines(FIXTURES.resolve("odd/expected.csv")).stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].equals("cut-in-a-frame.cptv"))
            .findFirst()
            .orElseThrow();
    String id = uploaded("odd/" + row[0]);

    JsonNode made = made(id, "{}");

    assertThat(made.path("status").asText()).isEqualTo("partial");
    assertThat(made.path("code").asText()).isEqualTo(row[1]);
    JsonNode arrays = load(made);
    assertThat(arrays.at("/frames/shape/0").asText()).isEqualTo(row[2]);
    assertThat(arrays.path("sha256").asText()).isEqualTo(row[12]);
  }

  @Test
  void ofARecordingWithoutAHeaderThereIsNothing() throws Exception {
    String id = uploaded("odd/no-columns.cptv");

    JsonNode made = made(id, "{}");

    assertThat(made.path("status").asText()).isEqualTo("rejected");
    assertThat(made.path("code").asText()).isEqualTo("header-corrupt");
    assertThat(get(made.path("location").asText()).statusCode()).isEqualTo(404);
  }

  @Test
  void theSameAgainIsNotMadeAgainAndARecordingStaysAsItWas() throws Exception {
    String id = uploaded("recordings/hedgehog.cptv");
    camera.outcome(id);
    String order = "{\"from\":1,\"to\":3}";

    for (int i = 0; i < 3; i++) {
      ask(id, order);
    }
    JsonNode made = made(id, order);

    assertThat(camera.outcome(id).path("status").asText()).isEqualTo("completed");
    assertThat(camera.outcome(id).path("stages").findValuesAsText("stage"))
        .containsExactly("thermal", "thumbnail", "preview");
    // The order of a recording's events is that of its requests: a fourth one shows the others'
    // end.
    made(id, "{\"from\":2,\"to\":3}");
    List<ConsumerRecord<String, byte[]>> events = rendered(id);
    assertThat(
            events.stream()
                .filter(event -> text(event).contains(made.path("id").asText()))
                .map(event -> TopicReader.header(event, "ce_id") + text(event))
                .distinct())
        .hasSize(1);
  }

  /** Asks until it is told what has become of a request. */
  private JsonNode made(String id, String parameters) {
    return await("the render")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ask(id, parameters), answer -> answer.statusCode() == 200)
        .body();
  }

  /** An answer, and the document in it. */
  private record Answer(int statusCode, JsonNode body) {}

  private Answer ask(String id, String parameters) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(
            request("/v1/recordings/" + id + "/renders")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"artefact\":\"frames.npz\",\"parameters\":" + parameters + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(body.toString()).isIn(200, 202);
    assertThat(answer.headers().firstValue("Location")).contains(body.path("location").asText());
    return new Answer(answer.statusCode(), body);
  }

  private JsonNode load(JsonNode made) throws Exception {
    HttpResponse<byte[]> artefact = get(made.path("location").asText());
    assertThat(artefact.statusCode()).isEqualTo(200);
    assertThat(artefact.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    Path file = Files.write(folder.resolve("frames.npz"), artefact.body());
    String out =
        PythonEnvironment.prepare()
            .run(
                PythonEnvironment.script("load_npz.py"),
                Map.of(),
                Duration.ofMinutes(1),
                file.toString())
            .succeeded()
            .out();
    return JSON.readTree(out);
  }

  private static JsonNode numbers(int from, int to) {
    return JSON.valueToTree(
        Map.of("values", IntStream.range(from, to).boxed().toList(), "type", "<i4"));
  }

  /** The digest of the counts as frames.npy gives them. */
  private String pixels(String id, String query) throws Exception {
    byte[] array = get("/v1/recordings/" + id + "/frames.npy" + query).body();
    return Sha256.of(Arrays.copyOfRange(array, NPY_HEADER, array.length));
  }

  private String uploaded(String file) throws Exception {
    return camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve(file)));
  }

  private List<ConsumerRecord<String, byte[]>> rendered(String id) {
    String servers = embedded.addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.ARTEFACT_CREATED)) {
      return reader.of(id).stream()
          .filter(event -> TopicReader.header(event, "ce_type").equals(RENDERED))
          .toList();
    }
  }

  private static String text(ConsumerRecord<String, byte[]> event) {
    return new String(event.value(), UTF_8);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ingest.address().resolve(path))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Bearer " + camera.token());
  }
}
