package io.nightjar.thumbnail.subject;

import java.util.Arrays;

/**
 * Takes out the stripes that the sensor's read-out makes: all pixels of a column shift together, by
 * other amounts from frame to frame. What the middle pixel of a column differs by is taken off the
 * column, but never more than such stripes reach, so that an animal as high as the picture stays.
 * Not thread-safe.
 */
final class ColumnNoise {

  private static final int LARGEST_COUNTS = 16;
  private static final int SAMPLES = 32;

  private final int width;
  private final int height;
  private final int step;
  private final int[] sample;
  private final int[] shifts;

  ColumnNoise(int width, int height) {
    this.width = width;
    this.height = height;
    this.step = (height + SAMPLES - 1) / SAMPLES;
    this.sample = new int[(height + step - 1) / step];
    this.shifts = new int[width];
  }

  /** Evens out {@code differences}, in quarters of a count, in place. */
  void remove(int[] differences) {
    int limit = LARGEST_COUNTS * Background.SCALE;
    for (int x = 0; x < width; x++) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = differences[i * step * width + x];
      }
      Arrays.sort(sample);
      shifts[x] = Math.clamp(sample[sample.length / 2], -limit, limit);
    }
    for (int row = 0; row < width * height; row += width) {
      for (int x = 0; x < width; x++) {
        differences[row + x] -= shifts[x];
      }
    }
  }
}
