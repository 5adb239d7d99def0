package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.imaging.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Videos that somebody asked for, from the request to pictures that FFmpeg decodes. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenderedPreviewTest {
  private static final String HEDGEHOG = "recordings/hedgehog.cptv";
  private static final String MP4 = "preview.mp4";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int BACKGROUND_FRAMES = 1;
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

  /** Chroma has half the resolution, so at edges colours lie between those of the palette. */
  @Test
  void framesThatWereAskedForAreShownInTheColoursOfTheirPalette() throws Exception {
    String id = stack.uploaded(HEDGEHOG);

    JsonNode made =
        stack.made(id, MP4, "{\"from\":40,\"to\":60,\"palette\":\"viridis\",\"width\":160}");

    assertThat(made.path("status").asText()).isEqualTo("completed");
    DecodedVideo video = video(made, 160, 120);
    assertThat(video.frames()).hasSize(20);
    assertThat(shareOf(video, 10, Palette.VIRIDIS)).isGreaterThan(0.95);
    assertThat(shareOf(video, 10, Palette.INFERNO)).isLessThan(0.5);
    JsonNode event = JSON.readTree(RenderingStack.text(stack.events(id).getLast()));
    assertThat(event.at("/artefacts/0/object/mediaType").asText()).isEqualTo("video/mp4");
    assertThat(event.at("/summary/frames").asInt()).isEqualTo(20);
    assertThat(event.at("/summary/width").asInt()).isEqualTo(160);
  }

  /** The corners of a box lie four pixels outside of it, in the palette's last colour: white. */
  @Test
  void boxesStandWhereTracksSayThatAnAnimalIs() throws Exception {
    String id = stack.uploaded(HEDGEHOG);
    JsonNode position = middlePosition(id);
    int frame = position.path("frame").asInt();
    int x = 2 * position.path("x").asInt() - 4;
    int y = 2 * position.path("y").asInt() - 4;

    JsonNode boxed = stack.made(id, MP4, "{\"palette\":\"grey\",\"boxes\":true}");

    assertThat(boxed.path("status").asText()).isEqualTo("completed");
    DecodedVideo video = video(boxed, 320, 240);
    assertThat(video.frames()).hasSize(90);
    int marked = grey(video, frame - BACKGROUND_FRAMES, x + 2, y);
    assertThat(marked).isGreaterThan(200);
    DecodedVideo plain = video(stack.made(id, MP4, "{\"palette\":\"grey\"}"), 320, 240);
    assertThat(grey(plain, frame - BACKGROUND_FRAMES, x + 2, y)).isLessThan(marked - 40);
  }

  /** The first frame shown is number 50: "00050" in dark and light at the lower left. */
  @Test
  void levelsAndTheCounterAreAsAskedFor() throws Exception {
    String id = stack.uploaded(HEDGEHOG);

    JsonNode made =
        stack.made(
            id,
            MP4,
            "{\"from\":50,\"to\":52,\"palette\":\"grey\","
                + "\"levels\":{\"low\":65000,\"high\":65001},\"frameCounter\":true}");

    DecodedVideo video = video(made, 320, 240);
    assertThat(grey(video, 0, 200, 100)).as("all is colder than that").isLessThan(10);
    assertThat(IntStream.range(0, 40).map(x -> grey(video, 0, x, 234)).max().orElseThrow())
        .as("digits")
        .isGreaterThan(150);
  }

  /** 777 frames of 1920 × 1440 are just more than 2³¹ pixels, 776 are less. */
  @Test
  void ofAVideoThatWouldBeTooLargeThereIsNone() throws Exception {
    String id = stack.camera().uploadStubbornly(tiny(777));

    JsonNode made = stack.made(id, MP4, "{\"width\":1920}");

    assertThat(made.path("status").asText()).isEqualTo("rejected");
    assertThat(made.path("code").asText()).isEqualTo("render-too-large");
    assertThat(made.path("detail").asText()).contains("fewer than 777 frames");
    assertThat(stack.get(made.path("location").asText()).statusCode()).isEqualTo(404);
  }

  /** Where the animal is halfway along the track that looks most like one. */
  private JsonNode middlePosition(String id) throws Exception {
    String path = "/v1/recordings/" + id + "/artefacts/thermal/tracks.json";
    await("the tracks").atMost(PATIENCE).until(() -> stack.get(path).statusCode() == 200);
    JsonNode best = JSON.nullNode();
    for (JsonNode track : JSON.readTree(stack.get(path).body()).path("tracks")) {
      if (track.path("score").asDouble() > best.path("score").asDouble(0)) {
        best = track;
      }
    }
    JsonNode positions = best.path("positions");
    return positions.get(positions.size() / 2);
  }

  private DecodedVideo video(JsonNode made, int width, int height) throws Exception {
    Path mp4 = Files.write(folder.resolve(made.path("id").asText()), stack.content(made));
    return DecodedVideo.of(mp4, width, height);
  }

  private static int grey(DecodedVideo video, int frame, int x, int y) {
    return video.colour(frame, x, y) & 0xff;
  }

  /** How much of a picture is nearly of a palette's colours. */
  private static double shareOf(DecodedVideo video, int frame, Palette palette) {
    int pixels = video.width() * video.height();
    return (double)
            IntStream.range(0, pixels)
                .map(i -> video.colour(frame, i % video.width(), i / video.width()))
                .filter(colour -> isNear(colour, palette))
                .count()
        / pixels;
  }

  private static boolean isNear(int colour, Palette palette) {
    return IntStream.of(palette.table()).anyMatch(one -> distance(one, colour) <= 24);
  }

  private static int distance(int one, int other) {
    return Math.max(
        Math.abs((one >> 16) - (other >> 16)),
        Math.max(
            Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff)),
            Math.abs((one & 0xff) - (other & 0xff))));
  }

  private static byte[] tiny(int frames) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header = Header.builder(32, 24).set(HeaderField.FRAMES_PER_SECOND, 9).build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      Frame frame = new Frame(32, 24);
      for (int number = 0; number < frames; number++) {
        frame.pixels()[number % 768] = 3000;
        writer.write(frame.setNumber(number));
      }
    }
    return file.toByteArray();
  }
}
