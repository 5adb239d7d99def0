package io.nightjar.thumbnail.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.subject.Scene.Animal;
import io.nightjar.thumbnail.subject.Subject.Reason;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectFinderTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  private final Animal animal = new Animal(10, 50, 1.5, 14, 9, 150);

  @Test
  void findsAWarmAnimalThatCrosses() {
    assertShows(find(scene().with(animal), 60), animal);
  }

  @Test
  void findsAFaintAnimalInANoisyPicture() {
    var faint = new Animal(20, 70, 1, 10, 8, 30);
    assertShows(find(scene().noise(6).with(faint), 80), faint);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 30, 90})
  void findsAnimalsOfAnySize(int side) {
    var of = new Animal(-side - 10, 15, (side + 30) / 60.0, side, side, 150);
    assertShows(find(scene().with(of), 60), of);
  }

  @Test
  void findsAnAnimalThatHardlyMoves() {
    var slow = new Animal(60, 60, 0.15, 16, 10, 150);
    assertShows(find(scene().with(slow), 100), slow);
  }

  @Test
  void findsAnAnimalThatIsThereFromTheStart() {
    var early = new Animal(80, 40, 0.4, 20, 14, 200);
    Subject subject = find(scene().with(early).change(SubjectFinderTest::backgroundFirst), 100);
    assertThat(subject.reason()).isEqualTo(Reason.WARM_MOVING);
    assertThat(overlap(subject.region(), early.box(subject.frame()))).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 3, 10, 40})
  void ignoresNoiseOfAnyStrength(double strength) {
    assertNothingMoves(find(scene().noise(strength), 60));
  }

  @Test
  void ignoresAHotStone() {
    Subject alone = find(scene().with(new Animal(100, 30, 0, 20, 20, 900)), 60);
    Subject withAnimal = find(scene().with(new Animal(100, 30, 0, 20, 20, 900)).with(animal), 50);

    assertNothingMoves(alone);
    assertShows(withAnimal, animal);
  }

  @Test
  void ignoresAGlitchOfASingleFrame() {
    Scene.Layer glitch = (frame, x, y) -> frame == 20 && x > 90 && y > 60 ? 5000 : 0;

    Subject alone = find(scene().with(glitch), 60);
    Subject withAnimal = find(scene().with(glitch).with(animal), 60);

    assertNothingMoves(alone);
    assertThat(alone.frame()).isNotEqualTo(20);
    assertShows(withAnimal, animal);
    assertThat(withAnimal.frame()).isNotEqualTo(20);
  }

  @Test
  void ignoresGroundThatTheSunWarms() {
    Scene.Layer sun = (frame, x, y) -> x + y > 140 ? 0.2 * frame : 0;
    var late = new Animal(-500, 90, 1, 14, 9, 150);

    assertNothingMoves(find(scene().with(sun), 600));
    assertShows(find(scene().with(sun).with(late), 600), late);
  }

  @Test
  void ignoresTheDriftOfTheSensor() {
    assertNothingMoves(find(scene().with((frame, x, y) -> 4 * frame), 100));
    assertShows(find(scene().with((frame, x, y) -> 4 * frame).with(animal), 60), animal);
  }

  @Test
  void ignoresStripesOfColumns() {
    int[] shifts = new Random(3).ints(WIDTH * 100, -20, 21).toArray();
    Scene.Layer stripes = (frame, x, y) -> shifts[frame * WIDTH + x];
    assertNothingMoves(find(scene().with(stripes), 100));
    assertShows(find(scene().with(stripes).with(animal), 60), animal);
  }

  @Test
  void ignoresDeadHotAndFlickeringPixels() {
    var random = new Random(4);
    Scene odd =
        scene()
            .change(frame -> frame.pixels()[40 * WIDTH + 100] = 0)
            .change(frame -> frame.pixels()[80 * WIDTH + 20] = (short) 65_535)
            .change(frame -> frame.pixels()[90 * WIDTH + 90] = (short) random.nextInt(1, 30_000));
    assertNothingMoves(find(odd, 60));
    assertShows(find(odd.with(animal), 60), animal);
  }

  @Test
  void avoidsFramesThatAFlatFieldCorrectionDisturbs() {
    var hot = new Animal(10, 50, 1.5, 14, 9, 150);
    Scene scene =
        scene()
            .with(hot)
            .with((frame, x, y) -> frame >= 30 && inside(hot.box(frame), x, y) ? 300 : 0)
            .with((frame, x, y) -> frame >= 30 ? 400 + 10 * (x % 3) : 0)
            .change(frame -> ffcAt(frame, 30));

    Subject subject = find(scene, 60);

    assertShows(subject, hot);
    assertThat(subject.frame()).isLessThan(30);
  }

  @Test
  void takesADisturbedFrameWhenThereAreNoOthers() {
    assertShows(find(scene().with(animal).change(frame -> ffcAt(frame, 0)), 60), animal);
  }

  @Test
  void findsAColdAnimalWhenNothingWarmMoves() {
    var cold = new Animal(-20, 50, 1.5, 14, 9, -150);

    Subject subject = find(scene().with(cold), 60);

    assertThat(subject.reason()).isEqualTo(Reason.COLD_MOVING);
    assertThat(coverage(subject.region(), cold.box(subject.frame()))).isGreaterThan(0.8);
  }

  @Test
  void prefersAWarmAnimalToALargerColdOne() {
    var cold = new Animal(-30, 80, 1.5, 24, 14, -150);
    assertShows(find(scene().with(cold).with(animal), 60), animal);
  }

  @Test
  void prefersAnAnimalThatIsWholeInThePicture() {
    var passing = new Animal(-20, 50, 1.5, 20, 12, 150);

    Subject subject = find(scene().with(passing), 120);

    assertShows(subject, passing);
    assertThat(new Region(1, 1, WIDTH - 2, HEIGHT - 2).contains(passing.box(subject.frame())))
        .isTrue();
  }

  @Test
  void neverChoosesABackgroundFrame() {
    Scene scene = scene().with(animal).change(SubjectFinderTest::backgroundFirst);
    assertThat(find(scene, 60).frame()).isPositive();
  }

  @Test
  void withstandsABackgroundFrameThatIsWrong() {
    Scene.Layer holes = (frame, x, y) -> frame == 0 && x > 100 && y > 60 ? -2000 : 0;
    assertNothingMoves(find(scene().with(holes).change(SubjectFinderTest::backgroundFirst), 60));
  }

  @Test
  void backgroundFramesAloneAreNothingToShow() {
    var finder = new SubjectFinder(new Size(WIDTH, HEIGHT));
    finder.look(scene().frame(0).setBackground(true));
    assertThat(finder.choice()).isEmpty();
  }

  @Test
  void noiseOfALostSynchronisationIsNoSubject() {
    assertNothingMoves(find(scene().noise(2000), 40));
  }

  @Test
  void avoidsFramesWithoutSynchronisation() {
    var random = new Random(5);
    Scene scene =
        scene()
            .change(
                frame -> {
                  if (frame.number() % 2 == 0) {
                    short[] pixels = frame.pixels();
                    for (int i = 0; i < pixels.length; i++) {
                      pixels[i] = (short) random.nextInt(65_536);
                    }
                  }
                });
    assertThat(find(scene, 21).frame() % 2).isOne();
  }

  @Test
  void avoidsEmptyFrames() {
    Scene scene =
        scene()
            .change(
                frame -> {
                  if (frame.number() < 10) {
                    Arrays.fill(frame.pixels(), (short) 0);
                  }
                });
    assertThat(find(scene, 20).frame()).isGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 120", "160, 1", "2, 2", "640, 480"})
  void picturesOfAnyShapeAreLookedAt(int width, int height) {
    var finder = new SubjectFinder(new Size(width, height));
    var scene = new Scene(width, height);
    for (int i = 0; i < 5; i++) {
      finder.look(scene.frame(i));
    }
    assertThat(finder.choice())
        .hasValueSatisfying(
            choice ->
                assertThat(choice.subject().region()).isEqualTo(new Region(0, 0, width, height)));
  }

  /** The same scene as of a sensor with three and seven times as many pixels a side. */
  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void findsAnAnimalInALargeFrameToWithinABox(int scale) {
    int width = scale * WIDTH;
    int height = scale * HEIGHT;
    var large = new Animal(10 * scale, 50 * scale, 1.5 * scale, 14 * scale, 9 * scale, 150);
    var scene = new Scene(width, height).with(large);
    var finder = new SubjectFinder(new Size(width, height));

    for (int i = 0; i < 10; i++) {
      finder.look(scene.frame(i));
    }

    SubjectFinder.Choice choice = finder.choice().orElseThrow();
    Subject subject = choice.subject();
    Region box = large.box(subject.frame());
    int around = 3 * scale;
    assertThat(subject.reason()).isEqualTo(Reason.WARM_MOVING);
    assertThat(coverage(subject.region(), box)).as("%s shows %s", subject, box).isGreaterThan(0.8);
    assertThat(
            new Region(
                box.x() - around,
                box.y() - around,
                box.width() + 2 * around,
                box.height() + 2 * around))
        .matches(near -> near.contains(subject.region()), "is close around " + subject);
    assertThat(choice.picture().size()).isEqualTo(new Size(width, height));
  }

  @Test
  void theChosenPictureIsTheFrameItself() {
    Scene scene = scene().with(animal);
    Frame[] frames = new Frame[60];
    Arrays.setAll(frames, scene::frame);
    var finder = new SubjectFinder(new Size(WIDTH, HEIGHT));
    for (Frame frame : frames) {
      finder.look(frame);
    }
    SubjectFinder.Choice choice = finder.choice().orElseThrow();
    assertThat(choice.picture().samples())
        .containsExactly(frames[choice.subject().frame()].pixels());
  }

  private static Scene scene() {
    return new Scene(WIDTH, HEIGHT);
  }

  private static Subject find(Scene scene, int frames) {
    var finder = new SubjectFinder(new Size(WIDTH, HEIGHT));
    for (int i = 0; i < frames; i++) {
      finder.look(scene.frame(i));
    }
    return finder.choice().orElseThrow().subject();
  }

  private static void backgroundFirst(Frame frame) {
    frame.setBackground(frame.number() == 0);
  }

  private static void ffcAt(Frame frame, int number) {
    if (frame.number() >= number) {
      frame.setLastFfcMillis(200_000 + 114L * number);
    }
  }

  /**
   * The region holds nearly all of the animal and little else: noise may move a border by a pixel
   * or two.
   */
  private static void assertShows(Subject subject, Animal animal) {
    Region box = animal.box(subject.frame());
    assertThat(subject.reason()).isEqualTo(Reason.WARM_MOVING);
    assertThat(coverage(subject.region(), box)).as("%s shows %s", subject, box).isGreaterThan(0.8);
    assertThat(new Region(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8))
        .matches(around -> around.contains(subject.region()), "is close around " + subject);
  }

  private static void assertNothingMoves(Subject subject) {
    assertThat(subject.reason()).isEqualTo(Reason.NOTHING_MOVES);
    assertThat(subject.region()).isEqualTo(new Region(0, 0, WIDTH, HEIGHT));
  }

  private static boolean inside(Region region, int x, int y) {
    return region.contains(new Region(x, y, 1, 1));
  }

  private static double coverage(Region region, Region box) {
    return (double) overlap(region, box) / box.pixels();
  }

  private static int overlap(Region a, Region b) {
    int across = Math.min(a.right(), b.right()) - Math.max(a.x(), b.x());
    int down = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
    return Math.max(0, across) * Math.max(0, down);
  }
}
