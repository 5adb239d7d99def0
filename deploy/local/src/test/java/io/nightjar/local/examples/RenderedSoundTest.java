package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.examples.ChildProgram.Result;
import io.nightjar.pipeline.event.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
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
  private static final Path EXAMPLE =
      Path.of(System.getProperty("nightjar.root")).resolve("docs/examples/read_sound.py");
  private static final int NPY_HEADER = 128;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPECTROGRAM = "spectrogram.npy";
  private static final String MEL = "mel.npy";

  private RenderingStack stack;
  private String sound;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    stack = new RenderingStack(data, List.of("ingest-service", "thermal-service", "audio-service"));
    sound = stack.uploaded("recordings/bird-calls.wav");
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  /** By expected.json: a whistle of 0.4 s from 2.6 s on at 2500 Hz and −12 dB. */
  @Test
  void aSpectrogramHasTheLevelsOfTheCalls() throws Exception {
    JsonNode made = stack.made(sound, SPECTROGRAM, "{}");

    byte[] array = stack.content(made);
    assertThat(header(array)).contains("'<f4'", "'fortran_order': True", "(1025, 375)");
    int bin = (int) Math.round(2_500 / (24_000 / 2048.0));
    int column = (int) Math.round(2.8 * 24_000 / 512);
    float level = numbers(array).getFloat(NPY_HEADER + 4 * (column * 1025 + bin));
    assertThat(level).isCloseTo(-12, within(1f));
  }

  @Test
  void theSameComesInHalfTheSpace() throws Exception {
    JsonNode made = stack.made(sound, SPECTROGRAM, "{\"type\":\"float16\"}");

    byte[] array = stack.content(made);
    assertThat(header(array)).contains("'<f2'", "(1025, 375)");
    assertThat(array).hasSize(NPY_HEADER + 2 * 1025 * 375);
  }

  @Test
  void aMelSpectrogramIsAnnouncedWithItsAxes() throws Exception {
    JsonNode made = stack.made(sound, MEL, "{\"preset\":\"birdnet-low\"}");

    byte[] array = stack.content(made);
    assertThat(header(array)).contains("'<f4'", "(96, 691)"); // 1 + ⌊192,000 / 278⌋ columns
    JsonNode summary = rendered(made.path("id").asText()).path("summary");
    assertThat(summary.path("artefact").asText()).isEqualTo("mel.npy");
    assertThat(summary.path("rows").asInt()).isEqualTo(96);
    assertThat(summary.path("columns").asInt()).isEqualTo(691);
    assertThat(summary.path("durationSeconds").asDouble()).isEqualTo(8);
    assertThat(summary.path("secondsPerColumn").asDouble()).isEqualTo(278 / 24_000.0);
  }

  /**
   * By expected.json, as above: 2,500 Hz are row 1023 − 213 = 810 from the top, 2.8 s column 131.
   */
  @Test
  void tilesHaveTheLevelsOfTheCalls() throws Exception {
    JsonNode made = stack.made(sound, "spectrogram.tiles", "{}");

    assertThat(made.path("status").asText()).isEqualTo("completed");
    HttpResponse<byte[]> png = stack.get("/v1/recordings/" + sound + "/tiles/1/0/3");
    BufferedImage tile = ImageIO.read(new ByteArrayInputStream(png.body()));
    double level = tile.getRaster().getSample(131, 810 - 3 * 256, 0) / 2.0 - 127.5;
    assertThat(level).isCloseTo(-12, within(1.0));
  }

  /** Half of its eight seconds, and a header that claims all. */
  @Test
  void ofADamagedRecordingThereIsWhatCanBeRead() throws Exception {
    byte[] whole = Files.readAllBytes(FIXTURES.resolve("bird-calls.wav"));
    String half = stack.camera().uploadStubbornly(Arrays.copyOf(whole, 44 + 4 * 24_000 * 2));

    JsonNode made = stack.made(half, MEL, "{}");

    assertThat(made.path("status").asText()).isEqualTo("partial");
    assertThat(made.path("code").asText()).isEqualTo("truncated");
    byte[] array = stack.content(made);
    assertThat(header(array)).contains("(128, 188)"); // 1 + ⌊96,000 / 512⌋ columns
  }

  /** The request stood on the topic that both services read. */
  @Test
  void eachServicePassesOverWhatIsOfTheOtherKind() throws Exception {
    String thermal = stack.uploaded("recordings/hedgehog.cptv");

    JsonNode frames = stack.made(thermal, "frames.npz", "{}");
    JsonNode levels = stack.made(sound, MEL, "{}");

    assertThat(frames.path("status").asText()).isEqualTo("completed");
    assertThat(levels.path("status").asText()).isEqualTo("completed");
    for (String service : List.of("thermal-service", "audio-service")) {
      String letters = Topics.deadLetters(service);
      assertThat(stack.records(letters, sound)).as(service).isEmpty();
      assertThat(stack.records(letters, thermal)).as(service).isEmpty();
    }
  }

  /**
   * They are to differ by less than a thousandth of a decibel, in single precision by some more.
   */
  @Test
  @Tag("python")
  @Tag("clients")
  void allArraysAreWhatLibrosaMakesOfTheSound() throws Exception {
    Result result =
        PythonEnvironment.prepare("requirements-librosa.txt")
            .run(
                EXAMPLE,
                Map.of(
                    "NIGHTJAR_URL",
                    stack.address().toString(),
                    "NIGHTJAR_TOKEN",
                    stack.camera().token()),
                Duration.ofMinutes(3),
                sound);

    assertThat(result.succeeded().out().lines())
        .extracting(line -> line.split(", loudest", 2)[0])
        .containsExactly(
            "spectrogram.npy: (1025, 375)",
            "mel.npy, librosa: (128, 376)",
            "mel.npy, birdnet-low: (96, 691)",
            "mel.npy, birdnet-high: (96, 686)",
            "mel.npy, birds-160: (160, 376)");
  }

  /** What the event says of a render. */
  private JsonNode rendered(String version) throws Exception {
    for (ConsumerRecord<String, byte[]> event : stack.events(sound)) {
      JsonNode data = JSON.readTree(event.value());
      if (data.path("version").asText().equals(version)) {
        return data;
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
}
