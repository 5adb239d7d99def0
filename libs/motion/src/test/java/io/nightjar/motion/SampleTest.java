package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real recordings that are named after animals, where they lie beside the checkout. Where the
 * animals are was read from the pictures by eye. What is found is drawn to {@code target/sheets}.
 */
class SampleTest {

  private static final Path SAMPLES = Path.of("../../../shared/samples/thermal");

  /**
   * {@code first} and {@code last} are the frames in which the animal is in sight, background
   * frames not counted; {@code points} are frame:x:y, pixels of it.
   */
  @ParameterizedTest
  @CsvSource({
    "v1-hedgehog, 0, 99, 0:43:60 54:57:60 96:65:58",
    "v2-hedgehog, 9, 102, 21:56:105 56:50:96 91:25:92",
    "v2-possum-background, 39, 69, 47:58:98 55:45:102",
    "v2-possum-lepton35, 44, 166, 71:49:78 103:48:77 151:48:48",
    "v2-two-members-16bit, 3, 31, 8:21:24 16:68:20 24:127:17"
  })
  void anAnimalIsFollowedFromItsFirstToItsLastFrame(String name, int first, int last, String points)
      throws Exception {
    List<Frame> frames = frames(name);

    List<Track> tracks = follow(frames);

    ContactSheet.write(Path.of("target/sheets/" + name + ".png"), frames, tracks);
    List<Track> animals =
        tracks.stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
    assertThat(animals).hasSize(1);
    Track animal = animals.getFirst();
    assertThat(animal.firstFrame()).isLessThanOrEqualTo(first + 1);
    assertThat(animal.lastFrame()).isGreaterThanOrEqualTo(last - 1);
    assertThat(animal.lastFrame()).as("and no longer").isLessThanOrEqualTo(last + 1);
    assertThat(animal.positions()).hasSizeGreaterThan((last - first) * 95 / 100);
    Scanner numbers = new Scanner(points).useDelimiter("[ :]");
    while (numbers.hasNextInt()) {
      assertIsAt(animal, numbers.nextInt(), numbers.nextInt(), numbers.nextInt());
    }
  }

  private static void assertIsAt(Track animal, int frame, int x, int y) {
    assertThat(animal.positions())
        .anyMatch(
            position ->
                position.frame() == frame
                    && position.x() <= x
                    && x < position.right()
                    && position.y() <= y
                    && y < position.bottom());
  }

  private static List<Frame> frames(String name) throws Exception {
    Path file = SAMPLES.resolve(name + ".cptv");
    assumeTrue(Files.exists(file), "no samples beside the checkout");
    List<Frame> frames = new ArrayList<>();
    try (CptvReader reader = CptvReader.open(Files.newInputStream(file))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        if (!frame.background()) {
          frames.add(frame.copy());
        }
      }
    }
    return frames;
  }

  private static List<Track> follow(List<Frame> frames) {
    Frame one = frames.getFirst();
    MotionTracker tracker = new MotionTracker(one.width(), one.height(), TrackLimits.DEFAULT);
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      boolean told = frame.timeOnMillis().isPresent() && frame.lastFfcMillis().isPresent();
      long millis = frame.timeOnMillis().orElse(1_000L * i / 9);
      long since = told ? millis - frame.lastFfcMillis().getAsLong() : MotionTracker.UNKNOWN;
      tracker.look(frame.pixels(), millis, since);
    }
    return tracker.finish();
  }
}
