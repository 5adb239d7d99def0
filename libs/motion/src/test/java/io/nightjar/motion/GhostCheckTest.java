package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GhostCheckTest {

  private static final int SIDE = 42;
  private static final int LEFT = 30;
  private static final int TOP = 40;
  private static final int SETS_OFF = 20;

  /** Too large to be taken out of the first frame, so the background is learned with it. */
  @Test
  void whatWasThereFromTheStartLeavesNoGhost() {
    MotionTracker tracker = new MotionTracker(160, 120, TrackLimits.DEFAULT);
    Random random = new Random(20_260_101);

    for (int frame = 0; frame < 80; frame++) {
      tracker.look(square(LEFT + 3 * Math.max(0, frame - SETS_OFF), random), 111L * frame, 60_000);
    }

    // It has left the picture 36 frames ago; half a count a frame would take ten times as long.
    assertThat(tracker.sightings()).isEmpty();
    assertThat(tracker.finish().stream().filter(track -> track.score() >= Track.THRESHOLD))
        .as("the animal itself, once it moved")
        .singleElement()
        .satisfies(track -> assertThat(track.warm()).isTrue());
  }

  private static short[] square(int left, Random random) {
    short[] pixels = new short[160 * 120];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 160;
      int y = i / 160;
      boolean inside = x >= left && x < left + SIDE && y >= TOP && y < TOP + SIDE;
      pixels[i] = (short) (3_000 + (inside ? 300 : 0) + random.nextInt(7) + (x * 7 + y * 13) % 40);
    }
    return pixels;
  }
}
