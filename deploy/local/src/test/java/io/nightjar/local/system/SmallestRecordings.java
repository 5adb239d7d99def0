package io.nightjar.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.system.Script.Result;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * What becomes of thermal recordings in which there is hardly anything to show, from their upload
 * to their thumbnails, for a test class that has a stack.
 */
interface SmallestRecordings {
  List<String> DOCUMENTS =
      List.of("metadata.json", "recording.idx", "telemetry.json", "tracks.json");

  /** Without an animal there are no tracks, and the close-ups show the whole frame. */
  List<String> PICTURES =
      List.of(
          "close-up-320.webp",
          "thumbnail-160.png",
          "thumbnail-160.webp",
          "thumbnail-320.png",
          "thumbnail-320.webp",
          "thumbnail-64.png",
          "thumbnail-64.webp");

  int RANGE_OF_A_CHANNEL = 16;

  /** The folder of the stack that is up. */
  StackFolder stack();

  /** What runs its commands. */
  Script script();

  /**
   * 3000 counts are the middle of a contrast of at least 60 counts, 2971 … 3031, so the picture has
   * about the colour in the middle of inferno, #bc3754.
   */
  @Test
  default void aFlatRecordingIsShownInOneColour() throws Exception {
    JsonNode outcome = uploaded("flat", 160, 120, 9, (_, _) -> 3000);

    assertThat(outcome.path("status").asText()).isEqualTo("completed");
    assertThat(names(outcome)).containsAll(DOCUMENTS).containsAll(PICTURES).contains("preview.mp4");
    BufferedImage picture = picture(outcome, "thumbnail-160.png");
    assertThat(picture.getWidth()).isEqualTo(160);
    assertThat(picture.getHeight()).isEqualTo(120);
    assertIsOneColour(picture);
  }

  /** Ground of 3000 counts, of which the right half is 200 warmer: the contrast is all of it. */
  @Test
  default void aSingleFrameIsShownWhole() throws Exception {
    JsonNode outcome = uploaded("one-frame", 160, 120, 1, (x, _) -> x < 80 ? 3000 : 3200);

    assertThat(outcome.path("status").asText()).isEqualTo("completed");
    assertThat(names(outcome)).containsAll(DOCUMENTS).containsAll(PICTURES).contains("preview.mp4");
    BufferedImage picture = picture(outcome, "thumbnail-64.png");
    assertThat(picture.getWidth()).isEqualTo(64);
    assertThat(picture.getHeight()).isEqualTo(48);
    assertThat(picture.getRGB(5, 24) & 0xffffff).isEqualTo(0x000004);
    assertThat(picture.getRGB(58, 24) & 0xffffff).isEqualTo(0xfcffa4);
  }

  /** A square, as the recording is: as large as thumbnails are. */
  @Test
  default void aSinglePixelIsShownAsLargeAsAnyFrame() throws Exception {
    JsonNode outcome = uploaded("one-pixel", 1, 1, 3, (_, _) -> 3000);

    assertThat(outcome.path("status").asText()).isEqualTo("completed");
    assertThat(names(outcome)).containsAll(DOCUMENTS).containsAll(PICTURES).contains("preview.mp4");
    for (int side : List.of(64, 160, 320)) {
      BufferedImage picture = picture(outcome, "thumbnail-" + side + ".png");
      assertThat(picture.getWidth()).isEqualTo(side);
      assertThat(picture.getHeight()).isEqualTo(side);
      assertIsOneColour(picture);
    }
  }

  /** A header without frames tells what it tells; there is nothing to be seen. */
  @Test
  default void aRecordingWithoutFramesHasNoPictures() throws Exception {
    JsonNode outcome = uploaded("no-frames", 160, 120, 0, (_, _) -> 0);

    assertThat(outcome.path("status").asText()).isEqualTo("partial");
    assertThat(outcome.path("code").asText()).isEqualTo("no-frames");
    assertThat(names(outcome)).contains("metadata.json").doesNotContainAnyElementsOf(PICTURES);
  }

  /** A file without a byte is refused before anything is stored. */
  @Test
  default void anEmptyFileIsRefused() throws Exception {
    Path file = Files.write(folder().resolve("empty.cptv"), new byte[0]);

    Result refused = script().run("upload", "--wait", "--json", file.toString());

    JsonNode outcome = ScriptedStack.json(refused).getFirst();
    assertThat(outcome.path("status").asText()).isEqualTo("rejected");
    assertThat(outcome.path("code").asText()).isEqualTo("empty-body");
  }

  /** Where files may be written. */
  Path folder();

  /** The counts of a frame. */
  @FunctionalInterface
  interface Counts {
    int at(int x, int y);
  }

  private JsonNode uploaded(String name, int width, int height, int frames, Counts counts)
      throws Exception {
    Path file = folder().resolve(name + ".cptv");
    write(file, width, height, frames, counts);
    Result result = script().run("upload", "--wait", "--json", file.toString());
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    return ScriptedStack.json(result).getFirst();
  }

  private static void write(Path file, int width, int height, int frames, Counts counts)
      throws IOException {
    Frame frame = new Frame(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        frame.pixels()[y * width + x] = (short) counts.at(x, y);
      }
    }
    Header header = Header.builder(width, height).build();
    try (OutputStream out = Files.newOutputStream(file);
        CptvWriter writer = CptvWriter.create(out, header, WriterOptions.GO)) {
      for (int i = 0; i < frames; i++) {
        writer.write(frame);
      }
    }
  }

  private static List<String> names(JsonNode outcome) {
    List<String> names = new ArrayList<>();
    outcome.path("artefacts").forEach(artefact -> names.add(artefact.path("name").asText()));
    return names;
  }

  private BufferedImage picture(JsonNode outcome, String name) throws Exception {
    File file = folder().resolve(outcome.path("recordingId").asText() + name).toFile();
    Result fetched =
        script().run("get", outcome.path("recordingId").asText(), name, "-o", file.getPath());
    assertThat(fetched.exitCode()).as(fetched.err()).isZero();
    return ImageIO.read(file);
  }

  private static void assertIsOneColour(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    assertThat(Arrays.stream(pixels).distinct().count()).isEqualTo(1);
    assertThat(List.of(pixels[0] >> 16 & 0xff, pixels[0] >> 8 & 0xff, pixels[0] & 0xff))
        .satisfiesExactly(
            red -> assertThat(red).isBetween(0xbc - RANGE_OF_A_CHANNEL, 0xbc + RANGE_OF_A_CHANNEL),
            green ->
                assertThat(green).isBetween(0x37 - RANGE_OF_A_CHANNEL, 0x37 + RANGE_OF_A_CHANNEL),
            blue ->
                assertThat(blue).isBetween(0x54 - RANGE_OF_A_CHANNEL, 0x54 + RANGE_OF_A_CHANNEL));
  }
}
