package io.nightjar.thermal.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Size;
import io.nightjar.pipeline.stage.StageOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much may be asked for at once. */
class LargestRenderTest {
  /** 2³⁰ pixels are 55,924 frames of 160 × 120 and a part of one, and 256 of 2048 × 2048. */
  @ParameterizedTest
  @CsvSource({"160, 120, 55924", "2048, 2048, 256", "1, 1, 1073741824"})
  void anArrayMayHaveSoManyFrames(int width, int height, int frames) {
    assertThat(FramesNpzRenderer.refused(frames, new Size(width, height))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"160, 120, 55924", "2048, 2048, 256", "1, 1, 1073741824"})
  void ofOneMoreItIsRefusedWithWhatMayBeAskedFor(int width, int height, int frames) {
    assertThat(FramesNpzRenderer.refused(frames + 1, new Size(width, height)))
        .contains(
            new StageOutcome.Rejected(
                "render-too-large", (frames + 1) + " frames; ask for at most " + frames));
  }

  @ParameterizedTest
  @CsvSource({"160, 120, 320, 320", "120, 160, 320, 427", "1, 4096, 64, 262144", "9, 9, 64, 64"})
  void aVideoIsAsWideAsAskedForAndAsHighAsItsFrames(
      int frameWidth, int frameHeight, int width, int longestSide) {
    assertThat(PreviewMp4Renderer.longestSide(new Size(frameWidth, frameHeight), width))
        .isEqualTo(longestSide);
  }

  /** As docs/reading.md says it. */
  @Test
  void aVideoOf51MinutesIsMade() {
    assertThat(PreviewMp4Renderer.MOST_PIXELS / (320 * 240) / 9 / 60).isEqualTo(51);
  }
}
