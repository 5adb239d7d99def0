package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Levels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SteadySceneTest {

  private static final int WIDTH = 80;
  private static final int HEIGHT = 60;
  private static final int GROUND = 3000;
  private static final int ANIMAL = 100;
  private static final int SIDE = 6;

  private final Random random = new Random(1);
  private final SteadyScene scene = new SteadyScene(WIDTH, HEIGHT);
  private final short[] counts = new short[WIDTH * HEIGHT];

  /**
   * A recursive filter of gain g leaves √(g / (2 − g)) of white noise: of 3 counts at 40/256 it
   * leaves 0.87.
   */
  @Test
  void noiseIsAveragedOverTime() {
    for (int i = 0; i < 100; i++) {
      look(noisy(3, i));
    }

    assertThat(deviation()).isBetween(0.6, 1.2);
  }

  @Test
  void anAnimalIsSeenAtOnceAndLeavesNoTrail() {
    int x = 0;
    for (int i = 0; i < 60; i++) {
      Frame frame = noisy(2, i);
      if (i >= 20) {
        x = i - 15;
        paint(frame, x, 20, ANIMAL);
      }
      look(frame);
    }
    scene.counts(counts);

    assertThat(at(x + SIDE / 2, 20 + SIDE / 2)).isCloseTo(GROUND + ANIMAL, within(8));
    for (int y = 18; y < 28; y++) {
      for (int trail = 5; trail < x - 2; trail++) {
        assertThat(at(trail, y)).as("%d, %d", trail, y).isCloseTo(GROUND, within(8));
      }
    }
  }

  @Test
  void theLeapAtACorrectionIsTakenOff() {
    for (int i = 0; i < 60; i++) {
      Frame frame = noisy(2, i);
      if (i >= 30) {
        shift(frame, 500);
      }
      scene.look(frame.pixels(), i < 30 ? 60_000 + 111 * i : 50 + 111 * (i - 30));
    }

    assertThat(mean()).isCloseTo(GROUND, within(1.0));
    assertThat(scene.held()).isZero();
  }

  @Test
  void driftIsTakenOff() {
    for (int i = 0; i < 300; i++) {
      Frame frame = noisy(2, i);
      shift(frame, i);
      look(frame);
    }

    assertThat(mean()).isCloseTo(GROUND, within(1.0));
  }

  @Test
  void aTornFrameIsLeftOut() {
    for (int i = 0; i < 30; i++) {
      look(noisy(2, i));
    }
    scene.counts(counts);
    short[] before = counts.clone();

    look(noisy(2_000, 30));

    scene.counts(counts);
    assertThat(counts).isEqualTo(before);
    assertThat(scene.held()).isEqualTo(1);
  }

  @Test
  void anotherSceneIsShownAfterAMoment() {
    for (int i = 0; i < 30; i++) {
      look(noisy(2, i));
    }
    for (int i = 30; i < 60; i++) {
      Frame frame = noisy(2, i);
      for (int j = 0; j < frame.pixels().length; j++) {
        frame.pixels()[j] += (short) (j / WIDTH % 2 == 0 ? 300 : -300);
      }
      look(frame);
    }

    scene.counts(counts);
    assertThat(at(40, 30) - at(40, 31)).isCloseTo(600, within(10));
  }

  /** 300 counts are 4,800 sixteenths; 65,535 counts are a million, a sixteenth of which fits. */
  @Test
  void aSpanIsShownAsFinelyAs16BitsAllow() {
    assertThat(SteadyScene.levels(new Levels(2950, 3250))).isEqualTo(new Levels(0, 4800));
    assertThat(SteadyScene.shift(300)).isZero();
    assertThat(SteadyScene.levels(new Levels(0, 65_535))).isEqualTo(new Levels(0, 65_535));
    assertThat(SteadyScene.shift(65_535)).isEqualTo(4);
  }

  @Test
  void valuesBeyondTheLevelsAreClipped() {
    Frame frame = noisy(0, 0);
    frame.pixels()[0] = 0;
    frame.pixels()[1] = (short) 65_535;
    look(frame);

    scene.above(2950, 0, counts);

    assertThat(counts[0]).isZero();
    assertThat(counts[1] & 0xffff).isEqualTo(0xffff);
    assertThat(counts[2]).isEqualTo((short) (50 * 16));
  }

  private void look(Frame frame) {
    scene.look(frame.pixels(), -1);
  }

  private Frame noisy(double deviation, int number) {
    Frame frame = new Frame(WIDTH, HEIGHT).setNumber(number);
    for (int i = 0; i < frame.pixels().length; i++) {
      double value = GROUND + deviation * random.nextGaussian();
      frame.pixels()[i] = (short) Math.clamp(Math.round(value), 0, 65_535);
    }
    return frame;
  }

  private static void paint(Frame frame, int x, int y, int counts) {
    for (int row = y; row < y + SIDE; row++) {
      for (int column = x; column < x + SIDE; column++) {
        frame.pixels()[row * WIDTH + column] += (short) counts;
      }
    }
  }

  private static void shift(Frame frame, int counts) {
    for (int i = 0; i < frame.pixels().length; i++) {
      frame.pixels()[i] += (short) counts;
    }
  }

  private int at(int x, int y) {
    return counts[y * WIDTH + x] & 0xffff;
  }

  private double mean() {
    scene.counts(counts);
    return stream().average().orElseThrow();
  }

  private double deviation() {
    scene.counts(counts);
    return Math.sqrt(stream().map(v -> (v - GROUND) * (v - GROUND)).average().orElseThrow());
  }

  private DoubleStream stream() {
    double[] values = new double[counts.length];
    Arrays.setAll(values, i -> counts[i] & 0xffff);
    return Arrays.stream(values);
  }
}
