package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTest {

  /** Hundreds of times what is needed, so that only what never ends is found. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Random random = new Random(20_260_101);

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 2", "1, 300", "4096, 1", "1, 4096", "3, 3", "33, 40"})
  void framesOfAnyShapeAreLookedAt(int width, int height) {
    MotionTracker tracker = new MotionTracker(width, height, TrackLimits.DEFAULT);

    Assertions.assertTimeout(
        BOUND,
        () -> {
          for (int frame = 0; frame < 60; frame++) {
            tracker.look(anyPixels(width * height), 111L * frame, MotionTracker.UNKNOWN);
          }
        });

    assertThat(tracker.finish()).hasSizeLessThanOrEqualTo(TrackLimits.DEFAULT.kept());
  }

  @Test
  void aRecordingWithoutFramesHasNoTracks() {
    MotionTracker tracker = new MotionTracker(160, 120, TrackLimits.DEFAULT);

    assertThat(tracker.sightings()).isEmpty();
    assertThat(tracker.finish()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767, 32_768, 65_535})
  void framesOfOneShadeHaveNoTracks(int shade) {
    short[] pixels = new short[160 * 120];
    Arrays.fill(pixels, (short) shade);
    MotionTracker tracker = new MotionTracker(160, 120, TrackLimits.DEFAULT);

    for (int frame = 0; frame < 30; frame++) {
      tracker.look(pixels, 111L * frame, 60_000);
    }

    assertThat(tracker.finish()).isEmpty();
  }

  @Test
  void framesThatTurnFromBlackToWhiteHaveNoAnimals() {
    short[] black = new short[160 * 120];
    short[] white = new short[160 * 120];
    Arrays.fill(white, (short) 65_535);
    MotionTracker tracker = new MotionTracker(160, 120, TrackLimits.DEFAULT);

    for (int frame = 0; frame < 60; frame++) {
      tracker.look(frame % 3 == 0 ? white : black, 111L * frame, 60_000);
    }

    assertThat(animals(tracker.finish())).isEmpty();
  }

  @Test
  void thousandsOfBlinkingPixelsTakeBoundedTimeAndRoom() {
    MotionTracker tracker = new MotionTracker(160, 120, TrackLimits.DEFAULT);

    Assertions.assertTimeout(
        BOUND,
        () -> {
          for (int frame = 0; frame < 200; frame++) {
            short[] pixels = new short[160 * 120];
            Arrays.fill(pixels, (short) 3_000);
            for (int blink = 0; blink < 3_000; blink++) {
              pixels[random.nextInt(pixels.length)] = 9_000;
            }
            tracker.look(pixels, 111L * frame, 60_000);
            assertThat(tracker.sightings()).hasSizeLessThanOrEqualTo(TrackLimits.DEFAULT.atOnce());
          }
        });

    assertThat(animals(tracker.finish())).isEmpty();
  }

  /** A grid of squares that come and go: as many regions as there can be. */
  @Test
  void aCrowdIsFollowedUpToTheLimits() {
    TrackLimits limits = new TrackLimits(5, 7, 9);
    MotionTracker tracker = new MotionTracker(160, 120, limits);

    for (int frame = 0; frame < 100; frame++) {
      short[] pixels = new short[160 * 120];
      for (int i = 0; i < pixels.length; i++) {
        int x = i % 160 + frame;
        int y = i / 160;
        boolean square = frame > 3 && x % 16 < 6 && y % 16 < 6;
        pixels[i] = (short) (3_000 + (square ? 400 : 0) + random.nextInt(5));
      }
      tracker.look(pixels, 111L * frame, 60_000);
      assertThat(tracker.sightings()).hasSizeLessThanOrEqualTo(5);
    }

    assertThat(tracker.finish())
        .hasSizeBetween(1, 7)
        .allSatisfy(track -> assertThat(track.positions()).hasSizeLessThanOrEqualTo(9));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -111, Long.MIN_VALUE / 400, Long.MAX_VALUE / 400})
  void clocksThatStandGoBackOrLeapDoNoHarm(long step) {
    MotionTracker tracker = new MotionTracker(40, 30, TrackLimits.DEFAULT);

    for (int frame = 0; frame < 200; frame++) {
      tracker.look(anyPixels(40 * 30), step * frame, -step * frame);
    }

    assertThat(tracker.finish())
        .allSatisfy(track -> assertThat(track.score()).isBetween(0.0, 1.0))
        .allSatisfy(
            track ->
                assertThat(track.positions())
                    .allSatisfy(
                        at -> {
                          assertThat(at.x()).isNotNegative();
                          assertThat(at.y()).isNotNegative();
                          assertThat(at.right()).isBetween(at.x() + 1, 40);
                          assertThat(at.bottom()).isBetween(at.y() + 1, 30);
                        }));
  }

  @Test
  void aFrameOfAnotherSizeIsRefused() {
    MotionTracker tracker = new MotionTracker(40, 30, TrackLimits.DEFAULT);

    assertThatThrownBy(() -> tracker.look(new short[40 * 31], 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1200 pixels");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 5", "65536, 65536"})
  void framesThatCanNotBeAreRefused(int width, int height) {
    assertThatThrownBy(() -> new MotionTracker(width, height, TrackLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private short[] anyPixels(int count) {
    short[] pixels = new short[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (short) random.nextInt(65_536);
    }
    return pixels;
  }

  private static List<Track> animals(List<Track> tracks) {
    return tracks.stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
  }
}
