package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.TopicReader;
import io.nightjar.pipeline.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final String NPZ = "frames.npz";
  private static final int NPY_HEADER = 128;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private RenderingStack stack;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    stack = new RenderingStack(data);
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  /** What the file holds is told by fixtures/recordings: one background frame, then 9 a second. */
  @Test
  void numpyOpensAllFramesWithTheirNumbersAndTimes() throws Exception {
    String id = stack.uploaded("recordings/hedgehog.cptv");

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
    String id = stack.uploaded("recordings/hedgehog.cptv");

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
    String id = stack.uploaded("odd/" + row[0]);

    JsonNode made = made(id, "{}");

    assertThat(made.path("status").asText()).isEqualTo("partial");
    assertThat(made.path("code").asText()).isEqualTo(row[1]);
    JsonNode arrays = load(made);
    assertThat(arrays.at("/frames/shape/0").asText()).isEqualTo(row[2]);
    assertThat(arrays.path("sha256").asText()).isEqualTo(row[12]);
  }

  @Test
  void ofARecordingWithoutAHeaderThereIsNothing() throws Exception {
    String id = stack.uploaded("odd/no-columns.cptv");

    JsonNode made = made(id, "{}");

    assertThat(made.path("status").asText()).isEqualTo("rejected");
    assertThat(made.path("code").asText()).isEqualTo("header-corrupt");
    assertThat(stack.get(made.path("location").asText()).statusCode()).isEqualTo(404);
  }

  @Test
  void theSameAgainIsNotMadeAgainAndARecordingStaysAsItWas() throws Exception {
    String id = stack.uploaded("recordings/hedgehog.cptv");
    stack.camera().outcome(id);
    String order = "{\"from\":1,\"to\":3}";

    for (int i = 0; i < 3; i++) {
      stack.ask(id, NPZ, order);
    }
    JsonNode made = made(id, order);

    assertThat(stack.camera().outcome(id).path("status").asText()).isEqualTo("completed");
    assertThat(stack.camera().outcome(id).path("stages").findValuesAsText("stage"))
        .containsExactly("thermal", "thumbnail", "preview");
    // The order of a recording's events is that of its requests: a fourth one shows the others'
    // end.
    made(id, "{\"from\":2,\"to\":3}");
    List<ConsumerRecord<String, byte[]>> events = stack.events(id);
    assertThat(
            events.stream()
                .filter(event -> RenderingStack.text(event).contains(made.path("id").asText()))
                .map(event -> TopicReader.header(event, "ce_id") + RenderingStack.text(event))
                .distinct())
        .hasSize(1);
  }

  private JsonNode made(String id, String parameters) {
    return stack.made(id, NPZ, parameters);
  }

  private JsonNode load(JsonNode made) throws Exception {
    Path file = Files.write(folder.resolve("frames.npz"), stack.content(made));
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
    byte[] array = stack.get("/v1/recordings/" + id + "/frames.npy" + query).body();
    return Sha256.of(Arrays.copyOfRange(array, NPY_HEADER, array.length));
  }
}
