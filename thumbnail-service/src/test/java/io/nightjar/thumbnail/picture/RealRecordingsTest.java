package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings of real cameras, where they are at hand. What each shows was read off its frames by
 * eye.
 */
class RealRecordingsTest {

  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));

  private static final Path SAMPLES = ROOT.resolve("../shared/samples/thermal").normalize();

  private final ThumbnailRenderer renderer =
      new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO);

  /**
   * A point of the animal's body in a frame, and how far it may have got away from it within a few
   * frames.
   */
  @ParameterizedTest
  @CsvSource({
    "v1-hedgehog, 0, 99, 40, 50, 85, 70, 100", // a hedgehog that forages in the middle
    "v2-hedgehog, 11, 28, 30, 85, 75, 120, 200", // a hedgehog that comes in from below
    "v2-possum-background, 42, 69, 0, 85, 75, 120, 200", // a possum that leaves to the left
    "v2-possum-lepton35, 46, 130, 0, 45, 90, 120, 1000", // a possum in front of the camera
    "v2-two-members-16bit, 2, 31, 0, 0, 160, 40, 100", // a cat that walks along the top
    "v2-379-frames, 0, 310, 50, 45, 140, 85, 30", // something small that runs about
    "v2-latlon, 0, 20, 28, 2, 60, 20, 10", // a bird far away
    "v2-early, 20, 44, 60, 60, 140, 120, 50", // a bird that comes nearer
    "v1-raw-c0, 1, 9, 0, 20, 45, 60, 200", // the hand of somebody at a desk
    "v1-310-frames, 0, 60, 90, 80, 145, 118, 50", // something that walks
    "v1-truncated, 2, 37, 0, 0, 30, 25, 50" // something behind a fence
  })
  void theThumbnailShowsTheAnimal(
      String sample, int first, int last, int left, int top, int right, int bottom, int leastArea)
      throws IOException {
    Subject subject = subject(file(sample)).orElseThrow();
    assertThat(subject.reason()).isEqualTo(Subject.Reason.WARM_MOVING);
    assertThat(subject.frame()).isBetween(first, last);
    assertThat(new Region(left, top, right - left, bottom - top))
        .matches(seen -> seen.contains(subject.region()), "holds " + subject);
    assertThat(subject.region().pixels()).isGreaterThanOrEqualTo(leastArea);
  }

  /** By eye nothing moves in these, or there is nothing to see but noise. */
  @ParameterizedTest
  @CsvSource({
    "v2-five-frames-background",
    "v2-two-members-8bit",
    "v2-sensor-noise",
    "v3-byte",
    "v1-broken-encoder",
    "v2-padded-python", // leaves before a cold sky
    "v2-jkq-background", // leaves
    "v2-synthetic-w1-w14"
  })
  void whereNothingMovesTheWholePictureIsShown(String sample) throws IOException {
    Subject subject = subject(file(sample)).orElseThrow();
    assertThat(subject.reason()).isEqualTo(Subject.Reason.NOTHING_MOVES);
    assertThat(subject.region()).isEqualTo(new Region(0, 0, 160, 120));
  }

  @TestFactory
  List<DynamicTest> theChosenFrameIsAFairOne() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Path path : samples()) {
      subject(path).ifPresent(it -> tests.add(test(path, () -> assertFair(path, it))));
    }
    return tests;
  }

  /**
   * In the chosen region the frame is warmer than it was there before or after: than the lower
   * fifth of all frames.
   */
  @TestFactory
  List<DynamicTest> theRegionIsWarmerThanAtOtherTimes() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    for (Path path : samples()) {
      subject(path)
          .filter(it -> it.reason() == Subject.Reason.WARM_MOVING)
          .ifPresent(it -> tests.add(test(path, () -> assertWarm(path, it))));
    }
    return tests;
  }

  private static DynamicTest test(Path path, Executable test) {
    return DynamicTest.dynamicTest(path.getFileName().toString(), test);
  }

  @Test
  void whatCanNotBeReadIsRejected() throws IOException {
    for (String sample : List.of("not-cptv-ascii", "not-cptv-empty", "not-cptv-one-byte")) {
      assertThat(render(file(sample))).isInstanceOf(ThumbnailOutcome.Rejected.class);
    }
  }

  private static void assertFair(Path path, Subject subject) throws IOException, CptvException {
    List<Frame> frames = frames(path);
    Frame chosen = frames.get(subject.frame());
    assertThat(chosen.background()).isFalse();
    boolean choice = frames.stream().anyMatch(frame -> !frame.background() && !affected(frame));
    assertThat(affected(chosen) && choice).as("taken soon after a flat-field correction").isFalse();
  }

  private static void assertWarm(Path path, Subject subject) throws IOException, CptvException {
    List<Frame> all = frames(path);
    Frame chosen = all.get(subject.frame());
    List<Frame> frames = all.stream().filter(frame -> !frame.background()).toList();
    int[] values = new int[frames.size()];
    Region region = subject.region();
    double inside = 0;
    double outside = 0;
    for (int y = 0; y < chosen.height(); y++) {
      for (int x = 0; x < chosen.width(); x++) {
        for (int i = 0; i < values.length; i++) {
          values[i] = frames.get(i).pixel(x, y);
        }
        Arrays.sort(values);
        int warmer = chosen.pixel(x, y) - values[values.length / 5];
        if (region.contains(new Region(x, y, 1, 1))) {
          inside += warmer;
        } else {
          outside += warmer;
        }
      }
    }
    assertThat(inside / region.pixels())
        .isGreaterThan(outside / (chosen.pixels().length - region.pixels()) + 5);
  }

  private static boolean affected(Frame frame) {
    return frame.timeOnMillis().isPresent()
        && frame.lastFfcMillis().isPresent()
        && frame.timeOnMillis().getAsLong() >= frame.lastFfcMillis().getAsLong()
        && frame.timeOnMillis().getAsLong() - frame.lastFfcMillis().getAsLong() < 9_900;
  }

  private Optional<Subject> subject(Path path) throws IOException {
    return switch (render(path)) {
      case ThumbnailOutcome.Rendered rendered -> Optional.of(rendered.pictures().subject());
      case ThumbnailOutcome.Partial partial -> Optional.of(partial.pictures().subject());
      case ThumbnailOutcome.Rejected _ -> Optional.empty();
    };
  }

  private ThumbnailOutcome render(Path path) throws IOException {
    try {
      return renderer.render(
          () -> Files.newInputStream(path), new ThumbnailRenderer.Meter(_ -> {}, _ -> {}));
    } catch (FramesUnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Frame> frames(Path path) throws IOException, CptvException {
    var frames = new ArrayList<Frame>();
    try (CptvReader reader = CptvReader.open(Files.newInputStream(path))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        frames.add(frame.copy());
      }
    }
    return frames;
  }

  private static Path file(String sample) {
    Path path = SAMPLES.resolve(sample + ".cptv");
    assumeThat(path).exists();
    return path;
  }

  /** The recordings of the repository, and where they are at hand the real ones. */
  private static List<Path> samples() throws IOException {
    var all = new ArrayList<Path>();
    for (Path folder : List.of(ROOT.resolve("fixtures/recordings"), SAMPLES)) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(".cptv")).sorted().forEach(all::add);
        }
      }
    }
    assertThat(all).isNotEmpty();
    return all;
  }
}
