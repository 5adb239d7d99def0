package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
@Tag("process")
class PreviewRendererTest {

  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));
  private static final Path FIXTURES = ROOT.resolve("fixtures/recordings");

  private static final PreviewParameters GREY =
      new PreviewParameters(320, Palette.GREY, 20, false, false);

  private static final PreviewParameters INFERNO =
      new PreviewParameters(320, Palette.INFERNO, 26, false, false);

  private static final Levels LEVELS = new Levels(2950, 3250);

  /** Ground of 3000 counts, on which something of 20 × 16 pixels and 3200 goes to the right. */
  private static final Clip.Pixels ANIMAL =
      (frame, x, y) -> x >= 20 + frame && x < 40 + frame && y >= 50 && y < 66 ? 3200 : 3000;

  @TempDir Path folder;

  @Test
  void aPreviewIsAVideoOfTheRecordingsLengthAndTwiceItsSize() throws Exception {
    byte[] clip = Clip.of(160, 120, 1, 90, ANIMAL);

    PreviewOutcome outcome = render(clip, GREY, Optional.of(LEVELS), TrackBoxes.NONE);

    assertThat(outcome)
        .isEqualTo(
            new PreviewOutcome.Rendered(
                new PreviewFacts(new Size(320, 240), 90, 9, 0, LEVELS, 20)));
    assertThat(
            video().facts("codec_name", "width", "height", "pix_fmt", "duration", "nb_read_frames"))
        .containsExactlyInAnyOrder(
            "codec_name=h264",
            "width=320",
            "height=240",
            "pix_fmt=yuv420p",
            "duration=10.000000",
            "nb_read_frames=90");
  }

  /**
   * By the levels ground is at 50 of 300 counts, so index 43 of 255, and the animal at 250, so 213;
   * BT.709's luma is 16 + 219 × index / 255: 53 and 199.
   */
  @Test
  void aPictureShowsWhatTheFrameHolds() throws Exception {
    byte[] clip = Clip.of(160, 120, 60, ANIMAL);

    render(clip, GREY, Optional.of(LEVELS), TrackBoxes.NONE);

    byte[] luma = video().lumas(320, 240).get(45);
    assertThat(at(luma, 2 * (20 + 45 + 10), 2 * 58)).as("the animal").isCloseTo(199, within(4));
    assertThat(at(luma, 2 * 150, 2 * 58)).as("before it").isCloseTo(53, within(4));
    assertThat(at(luma, 2 * 40, 2 * 58)).as("where it was").isCloseTo(53, within(4));
  }

  /** The animal has 1.7 % of the pixels, so the 99.5th percentile is its own. */
  @Test
  void theContrastIsFoundWhereNobodyKnowsIt() throws Exception {
    byte[] clip = Clip.of(160, 120, 30, ANIMAL);

    PreviewOutcome outcome = render(clip, GREY, Optional.empty(), TrackBoxes.NONE);

    assertThat(facts(outcome).levels()).isEqualTo(new Levels(3000, 3200));
    byte[] luma = video().lumas(320, 240).get(20);
    assertThat(at(luma, 2 * (20 + 20 + 10), 2 * 58)).isCloseTo(235, within(4));
    assertThat(at(luma, 2 * 150, 2 * 100)).isCloseTo(16, within(4));
  }

  @Test
  void boxesAndNumbersAreDrawnOverTheirFrames() throws Exception {
    byte[] clip = Clip.of(160, 120, 1, 20, (frame, x, y) -> 3000);
    TrackBoxes boxes = TrackBoxes.of(List.of(new TrackBoxes.Box(11, new Region(40, 40, 40, 40))));
    PreviewParameters marked = new PreviewParameters(320, Palette.GREY, 20, true, true);

    render(clip, marked, Optional.of(LEVELS), boxes);

    List<byte[]> lumas = video().lumas(320, 240);
    int corner = 2 * 40 - 4;
    assertThat(at(lumas.get(10), corner + 4, corner)).as("frame 11").isGreaterThan(180);
    assertThat(at(lumas.get(11), corner + 4, corner)).as("frame 12").isLessThan(70);
    assertThat(at(lumas.get(11), 1, 238)).as("the counter's ground").isLessThan(30);
  }

  /** The fixture has a correction in the middle, at which all of its pixels leap. */
  @Test
  void nothingFlashesAtACorrection() throws Exception {
    byte[] clip = Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv"));

    render(clip, GREY, Optional.empty(), TrackBoxes.NONE);

    List<Double> means = video().lumas(320, 240).stream().map(PreviewRendererTest::mean).toList();
    for (int i = 1; i < means.size(); i++) {
      assertThat(means.get(i)).as("frame " + i).isCloseTo(means.get(i - 1), within(3.0));
    }
  }

  @Test
  void theSameRecordingGivesTheSameBytes() throws Exception {
    byte[] clip = Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv"));

    render(clip, INFERNO, Optional.empty(), TrackBoxes.NONE);
    byte[] first = Files.readAllBytes(video().file());
    render(clip, INFERNO, Optional.empty(), TrackBoxes.NONE);

    assertThat(video().file()).hasBinaryContent(first);
  }

  @Test
  void aDamagedRecordingIsShownAsFarAsItGoes() throws Exception {
    byte[] clip = Files.readAllBytes(FIXTURES.resolve("hedgehog-truncated.cptv"));

    PreviewOutcome outcome = render(clip, INFERNO, Optional.empty(), TrackBoxes.NONE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PreviewOutcome.Partial.class,
            partial -> assertThat(partial.code()).isEqualTo("truncated-in-frame"));
    assertThat(video().facts("nb_read_frames"))
        .containsExactly("nb_read_frames=" + facts(outcome).frames());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aRecordingWithoutFramesHasNoPreview(boolean levelsAreKnown) throws Exception {
    byte[] clip = Clip.of(160, 120, 1, 0, ANIMAL);
    Optional<Levels> levels = levelsAreKnown ? Optional.of(LEVELS) : Optional.empty();

    PreviewOutcome outcome = render(clip, GREY, levels, TrackBoxes.NONE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PreviewOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("no-frames"));
  }

  @Test
  void whatIsNoRecordingHasNoPreview() throws Exception {
    byte[] garbage = "not a recording".getBytes(StandardCharsets.US_ASCII);

    PreviewOutcome outcome = render(garbage, GREY, Optional.empty(), TrackBoxes.NONE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PreviewOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("not-gzip"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 320, 320",
    "4096, 1, 320, 16",
    "1, 4096, 16, 320",
    "161, 121, 320, 240",
    "640, 512, 320, 256"
  })
  void everySizeOfFrameHasAVideo(int width, int height, int shownWidth, int shownHeight)
      throws Exception {
    byte[] clip = Clip.of(width, height, 3, (frame, x, y) -> 3000 + x % 7 + y % 5 + frame);

    PreviewOutcome outcome = render(clip, INFERNO, Optional.empty(), TrackBoxes.NONE);

    assertThat(facts(outcome).size()).isEqualTo(new Size(shownWidth, shownHeight));
    assertThat(video().facts("nb_read_frames")).containsExactly("nb_read_frames=3");
  }

  /** Twice the video's size each way: what is at 300 in the frame is at 150 in the video. */
  @Test
  void largeFramesAreReducedBeforeTheyAreLookedAt() throws Exception {
    byte[] clip =
        Clip.of(640, 480, 3, (frame, x, y) -> x >= 280 && x < 320 && y >= 200 ? 3200 : 3000);
    TrackBoxes boxes = TrackBoxes.of(List.of(new TrackBoxes.Box(1, new Region(400, 200, 80, 80))));
    PreviewParameters marked = new PreviewParameters(320, Palette.GREY, 20, true, false);

    render(clip, marked, Optional.of(LEVELS), boxes);

    byte[] luma = video().lumas(320, 240).get(1);
    assertThat(at(luma, 150, 150)).isCloseTo(199, within(4));
    assertThat(at(luma, 100, 150)).isCloseTo(53, within(4));
    assertThat(at(luma, 200, 100 - 4)).as("the box").isGreaterThan(180);
  }

  @Test
  void whereAllIsNoiseThePreviewIsCoarser() throws Exception {
    Random random = new Random(1);
    byte[] clip = Clip.of(160, 120, 10, (frame, x, y) -> 3000 + random.nextInt(500));
    PreviewParameters fine = new PreviewParameters(320, Palette.INFERNO, 20, false, false);

    PreviewOutcome outcome = render(clip, fine, Optional.empty(), TrackBoxes.NONE);

    assertThat(facts(outcome).quantiser()).isGreaterThan(20);
    assertThat(Files.size(video().file())).isLessThanOrEqualTo(bytes(clip));
  }

  @Test
  void whatIsThrownMeanwhileEndsTheWorkUnchanged() throws Exception {
    byte[] clip = Clip.of(160, 120, 30, ANIMAL);
    PreviewRenderer.Meter stopped =
        new PreviewRenderer.Meter(
            _ -> {
              throw new CancellationException("told to end");
            },
            _ -> {});

    assertThatThrownBy(
            () -> renderer().render(order(clip, GREY, Optional.of(LEVELS)), mp4(), stopped))
        .isInstanceOf(CancellationException.class)
        .hasMessage("told to end");
  }

  @Test
  void aSourceThatFailsWhileItIsEncodedPasses() throws Exception {
    byte[] clip = Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv"));
    RecordingFile broken =
        () ->
            new ByteArrayInputStream(clip) {
              @Override
              public synchronized int read(byte[] into, int offset, int length) {
                if (pos > clip.length / 2) {
                  throw new CancellationException("the store is gone");
                }
                return super.read(into, offset, Math.min(length, 4096));
              }
            };
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            broken,
            FrameRange.ALL,
            GREY,
            Optional.of(LEVELS),
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofBytes(bytes(clip)));

    assertThatThrownBy(
            () -> renderer().render(order, mp4(), new PreviewRenderer.Meter(_ -> {}, _ -> {})))
        .hasMessage("the store is gone");
  }

  /** 10¼ bytes a pixel to read; the scene is of the video's size: 22 bytes a pixel; tables. */
  @Test
  void memoryIsAskedForOnce() throws Exception {
    byte[] clip = Clip.of(1024, 1024, 2, (frame, x, y) -> 3000);
    List<Long> asked = new ArrayList<>();

    renderer()
        .render(
            order(clip, GREY, Optional.empty()),
            mp4(),
            new PreviewRenderer.Meter(_ -> {}, asked::add));

    long pixels = 1 << 20;
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst()).isBetween(10 * pixels, 11 * pixels + (5 << 20));
  }

  /**
   * Thirty frames in which nothing moves: a picture for each three changes nothing but the bytes.
   */
  @Test
  void whatFitsInNoOtherWayHasFewerPicturesAndTheSameLength() throws Exception {
    Random random = new Random(1);
    byte[] clip = Clip.of(160, 120, 1, 30, (frame, x, y) -> 3000 + random.nextInt(500));
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            () -> new ByteArrayInputStream(clip),
            FrameRange.ALL,
            INFERNO,
            Optional.empty(),
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofBytes(12_000));

    PreviewOutcome outcome =
        renderer().render(order, mp4(), new PreviewRenderer.Meter(_ -> {}, _ -> {}));

    assertThat(facts(outcome).size()).isEqualTo(new Size(160, 120));
    assertThat(facts(outcome).frames()).isEqualTo(30);
    assertThat(video().facts("nb_read_frames")).containsExactly("nb_read_frames=30");
    assertThat(Files.size(mp4())).isLessThan(12_000);
  }

  private PreviewOutcome render(
      byte[] clip, PreviewParameters parameters, Optional<Levels> levels, TrackBoxes boxes)
      throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            () -> new ByteArrayInputStream(clip),
            FrameRange.ALL,
            parameters,
            levels,
            BoxSource.of(boxes),
            PreviewRenderer.Bounds.ofBytes(bytes(clip)));
    return renderer().render(order, mp4(), new PreviewRenderer.Meter(_ -> {}, _ -> {}));
  }

  private static PreviewRenderer.Order order(
      byte[] clip, PreviewParameters parameters, Optional<Levels> levels) {
    return new PreviewRenderer.Order(
        () -> new ByteArrayInputStream(clip),
        FrameRange.ALL,
        parameters,
        levels,
        BoxSource.NONE,
        PreviewRenderer.Bounds.ofBytes(bytes(clip)));
  }

  /** Half of what all may take that is made of a recording. */
  private static long bytes(byte[] clip) {
    return Math.max(30_000, clip.length / 8);
  }

  private static PreviewRenderer renderer() throws IOException {
    return new PreviewRenderer(
        new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT), CptvLimits.DEFAULT);
  }

  private Path mp4() {
    return folder.resolve("preview.mp4");
  }

  private Mp4 video() {
    return new Mp4(mp4());
  }

  private static PreviewFacts facts(PreviewOutcome outcome) {
    return switch (outcome) {
      case PreviewOutcome.Rendered(PreviewFacts facts) -> facts;
      case PreviewOutcome.Partial(PreviewFacts facts, _, _) -> facts;
      case PreviewOutcome.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private static int at(byte[] luma, int x, int y) {
    return luma[y * 320 + x] & 0xff;
  }

  private static double mean(byte[] luma) {
    long sum = 0;
    for (byte value : luma) {
      sum += value & 0xff;
    }
    return (double) sum / luma.length;
  }
}
