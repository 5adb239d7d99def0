package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Levels;
import io.nightjar.motion.NoiseGauge;
import io.nightjar.motion.SceneState;

/**
 * A recording's scene without what its sensor adds: noise is averaged over time, drift and the leap
 * at a flat-field correction are taken off, torn frames are left out. Where something moves, the
 * frame is followed at once, so that it leaves no trail. Works in sixteenths of a sensor count; its
 * loops run over whole arrays. Not thread-safe.
 */
final class SteadyScene {

  /** Three arrays of numbers for each pixel. */
  static final int HEAP_BYTES_PER_PIXEL = 3 * Integer.BYTES;

  private static final int SCALE = NoiseGauge.SCALE;

  /** A pixel that only trembles follows by so many 256ths a frame: noise comes to 3/10. */
  private static final int STILL_GAIN = 40;

  private static final int FULL_GAIN = 256;

  /** A change is believed from so many deviations of the noise on … */
  private static final int BELIEVED_FROM = 2;

  /** … and followed at once from so many. */
  private static final int FOLLOWED_FROM = 4;

  /** Sensors round, and some smooth: noise is never taken for less than this, in sixteenths. */
  private static final int LEAST_NOISE = 8;

  private final int width;
  private final int height;
  private final int[] scene;
  private final int[] differences;
  private final int[] changes;
  private final NoiseGauge gauge;
  private final SceneState state = new SceneState();
  private boolean begun;
  private int held;

  SteadyScene(int width, int height) {
    this.width = width;
    this.height = height;
    this.scene = new int[width * height];
    this.differences = new int[width * height];
    this.changes = new int[width * height];
    this.gauge = new NoiseGauge(width, height);
  }

  /**
   * Looks at the next frame.
   *
   * @param pixels unsigned, row by row
   * @param sinceCorrection milliseconds since the last flat-field correction, negative if unknown
   */
  void look(short[] pixels, long sinceCorrection) {
    if (!begun) {
      begun = true;
      for (int i = 0; i < scene.length; i++) {
        scene[i] = (pixels[i] & 0xffff) * SCALE;
      }
    }
    int offset = gauge.offset(pixels, scene);
    for (int i = 0; i < scene.length; i++) {
      differences[i] = (pixels[i] & 0xffff) * SCALE - offset - scene[i];
    }
    smooth();
    int deviation = gauge.deviation(changes);
    if (state.judge(deviation, sinceCorrection) == SceneState.Kind.DISTURBED) {
      held++;
      return;
    }
    follow((int) Math.max(LEAST_NOISE, Math.max(deviation, state.noise())));
  }

  /** Weights 1, 2, 1 across and down: an animal of few pixels stands out, noise hardly. */
  private void smooth() {
    int last = width - 1;
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int above = Math.max(0, y - 1) * width;
      int below = Math.min(height - 1, y + 1) * width;
      int left = column(above, row, below, 0);
      int middle = left;
      for (int x = 0; x < last; x++) {
        int right = column(above, row, below, x + 1);
        changes[row + x] = (left + 2 * middle + right) >> 4;
        left = middle;
        middle = right;
      }
      changes[row + last] = (left + 3 * middle) >> 4;
    }
  }

  private int column(int above, int row, int below, int x) {
    return differences[above + x] + 2 * differences[row + x] + differences[below + x];
  }

  private void follow(int noise) {
    int from = BELIEVED_FROM * noise;
    int span = (FOLLOWED_FROM - BELIEVED_FROM) * noise;
    for (int i = 0; i < scene.length; i++) {
      // A pixel alone has 8/3 of the smoothed field's noise; a quarter is believed from 4 of it on.
      int change = Math.max(Math.abs(changes[i]), Math.abs(differences[i]) / 4);
      int beyond = Math.min(change - from, span);
      // Most pixels are still, and are spared the division.
      int gain = beyond <= 0 ? STILL_GAIN : STILL_GAIN + (FULL_GAIN - STILL_GAIN) * beyond / span;
      scene[i] += differences[i] * gain / FULL_GAIN;
    }
  }

  /** How many frames were left out because they were torn; the one before stands for each. */
  int held() {
    return held;
  }

  /** Writes the scene in whole sensor counts. */
  void counts(short[] values) {
    for (int i = 0; i < scene.length; i++) {
      values[i] = (short) Math.clamp((scene[i] + SCALE / 2) / SCALE, 0, 0xffff);
    }
  }

  /**
   * Writes the scene above a low level, as finely as 16 bits allow.
   *
   * @param low in counts, becomes 0
   * @param shift by how many bits less than in sixteenths: {@link #shift}
   */
  void above(int low, int shift, short[] values) {
    int bottom = low * SCALE;
    for (int i = 0; i < scene.length; i++) {
      values[i] = (short) Math.clamp((scene[i] - bottom) >> shift, 0, 0xffff);
    }
  }

  /** The least shift for which levels of a span, in counts, fit in 16 bits. */
  static int shift(int span) {
    int shift = 0;
    while ((span * SCALE) >> shift > 0xffff) {
      shift++;
    }
    return shift;
  }

  /** Levels for what {@link #above} writes. */
  static Levels levels(Levels counts) {
    int span = counts.high() - counts.low();
    return new Levels(0, (span * SCALE) >> shift(span));
  }
}
