package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.thumbnail.subject.Subject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenes without animals are shown whole; in some of them grass is followed, below the threshold.
 */
class EmptyScenesTest {

  @ParameterizedTest
  @CsvSource({
    "GRASS, 1",
    "GRASS, 2",
    "GRASS, 3",
    "GRASS, 7",
    "GRASS, 10",
    "NOISE, 1",
    "SHIMMER, 1",
    "SHIMMER, 2",
    "SHIMMER, 3",
    "SHIMMER, 4"
  })
  void areShownWholeWithoutABox(MotionScene.Kind kind, long seed) throws Exception {
    assertIsShownWhole(new MotionScene(kind, seed));
  }

  /** By more than the strongest haze, in scenes that had boxes before. */
  @ParameterizedTest
  @CsvSource({"0.8, 1", "0.8, 19", "1.5, 2", "1.5, 10"})
  void soAreStonesInShimmeringAir(double pixels, long seed) throws Exception {
    assertIsShownWhole(MotionScene.shimmering(pixels, seed));
  }

  private static void assertIsShownWhole(MotionScene scene) throws Exception {
    ThumbnailOutcome.Pictures pictures = render(recording(scene));

    assertThat(pictures.subject().reason()).isEqualTo(Subject.Reason.NOTHING_MOVES);
    assertThat(pictures.subject().region()).isEqualTo(new Region(0, 0, 160, 120));
    assertThat(pictures.tracks()).isEmpty();
    assertThat(pictures.thumbnails()).as("no track has its own").hasSize(7);
  }

  /** Every pixel the same, whatever it is: nothing is divided by the range of the pixels. */
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "3000, 9", "65535, 9"})
  void aFlatRecordingIsShownWholeInOneColour(int value, int frames) throws Exception {
    Frame flat = new Frame(160, 120);
    Arrays.fill(flat.pixels(), (short) value);
    var out = new ByteArrayOutputStream();
    try (CptvWriter writer =
        CptvWriter.create(out, Header.builder(160, 120).build(), WriterOptions.GO)) {
      for (int i = 0; i < frames; i++) {
        writer.write(flat);
      }
    }

    ThumbnailOutcome.Pictures pictures = render(out.toByteArray());

    assertThat(pictures.subject().reason()).isEqualTo(Subject.Reason.NOTHING_MOVES);
    assertThat(pictures.thumbnails())
        .hasSize(7)
        .allSatisfy(
            thumbnail ->
                assertThat(thumbnail.picture().indices())
                    .containsOnly(thumbnail.picture().indices()[0]));
  }

  private static ThumbnailOutcome.Pictures render(byte[] recording) throws Exception {
    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO)
            .render(
                () -> new ByteArrayInputStream(recording),
                new ThumbnailRenderer.Meter(_ -> {}, _ -> {}));
    return ((ThumbnailOutcome.Rendered) outcome).pictures();
  }

  /** A recording of a scene. */
  static byte[] recording(MotionScene scene) throws IOException {
    Frame frame = new Frame(scene.width(), scene.height());
    var out = new ByteArrayOutputStream();
    Header header = Header.builder(scene.width(), scene.height()).build();
    try (CptvWriter writer = CptvWriter.create(out, header, WriterOptions.GO.withLevel(1))) {
      while (scene.next(frame.pixels())) {
        frame.setTimeOnMillis(scene.millis());
        frame.setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis());
        writer.write(frame);
      }
    }
    return out.toByteArray();
  }
}
