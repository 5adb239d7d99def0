package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos of some frames of a recording, and how large they may be. */
@Timeout(300)
@Tag("process")
class PartOfARecordingTest {
  private static final PreviewParameters GREY =
      new PreviewParameters(64, Palette.GREY, 20, false, false);

  private static final Levels LEVELS = new Levels(3000, 3250);

  /** Background frame 0, then frames that are as much warmer as their number says, five each. */
  private static final Clip.Pixels WARMER = (frame, x, y) -> 3000 + 5 * frame;

  private static final long FRAME = 64 * 48;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 2147483647, 20",
    "1, 21, 20",
    "0, 21, 20",
    "0, 20, 19",
    "5, 9, 4",
    "20, 21, 1",
    "20, 1000, 1",
  })
  void framesAreASliceWithoutBackgroundFrames(int from, int to, int shown) throws Exception {
    byte[] clip = Clip.of(32, 24, 1, 20, WARMER);

    PreviewOutcome outcome = render(clip, new FrameRange(from, to), Long.MAX_VALUE);

    assertThat(outcome)
        .isEqualTo(
            new PreviewOutcome.Rendered(
                new PreviewFacts(new Size(64, 48), shown, 9, 0, LEVELS, 20)));
    assertThat(video().facts("nb_read_frames")).containsExactly("nb_read_frames=" + shown);
  }

  /** Frame 5 has 3025 counts, so index 25.5 of 255 by the levels, and a luma of 16 + 219 / 10. */
  @Test
  void theFirstPictureIsThatOfTheFirstFrameWanted() throws Exception {
    byte[] clip = Clip.of(32, 24, 1, 20, WARMER);

    render(clip, new FrameRange(5, 9), Long.MAX_VALUE);

    List<byte[]> lumas = video().lumas(64, 48);
    assertThat(lumas.getFirst()[64 * 24 + 32] & 0xff).isCloseTo(38, within(2));
  }

  @ParameterizedTest
  @CsvSource({"21, 30", "7, 7", "0, 1"})
  void whereThereIsNoneOfThemThereIsNoVideo(int from, int to) throws Exception {
    byte[] clip = Clip.of(32, 24, 1, 20, WARMER);

    PreviewOutcome outcome = render(clip, new FrameRange(from, to), Long.MAX_VALUE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PreviewOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("no-frames"));
  }

  @Test
  void aVideoOfAllPixelsThatThereMayBeIsMade() throws Exception {
    byte[] clip = Clip.of(32, 24, 20, WARMER);

    PreviewOutcome outcome = render(clip, FrameRange.ALL, 20 * FRAME);

    assertThat(outcome).isInstanceOf(PreviewOutcome.Rendered.class);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aVideoOfOnePixelMoreIsNotMade(boolean levelsAreKnown) throws Exception {
    byte[] clip = Clip.of(32, 24, 20, WARMER);
    Optional<Levels> levels = levelsAreKnown ? Optional.of(LEVELS) : Optional.empty();

    PreviewOutcome outcome = render(clip, FrameRange.ALL, 20 * FRAME - 1, levels);

    assertThat(outcome)
        .isEqualTo(
            new PreviewOutcome.Rejected(
                "render-too-large", "ask for fewer than 20 frames, or for a smaller video"));
  }

  @ParameterizedTest
  @CsvSource({"-1, 4", "5, 4"})
  void endsAreInOrder(int from, int to) {
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameRange(from, to));
  }

  private PreviewOutcome render(byte[] clip, FrameRange frames, long mostPixels)
      throws IOException {
    return render(clip, frames, mostPixels, Optional.of(LEVELS));
  }

  private PreviewOutcome render(
      byte[] clip, FrameRange frames, long mostPixels, Optional<Levels> levels) throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            () -> new ByteArrayInputStream(clip),
            frames,
            GREY,
            levels,
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofPixels(mostPixels));
    VideoEncoder encoder = new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
    return new PreviewRenderer(encoder, CptvLimits.DEFAULT)
        .render(order, video().file(), new PreviewRenderer.Meter(_ -> {}, _ -> {}));
  }

  private Mp4 video() {
    return new Mp4(folder.resolve("part.mp4"));
  }
}
