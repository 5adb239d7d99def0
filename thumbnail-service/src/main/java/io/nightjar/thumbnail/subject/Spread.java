package io.nightjar.thumbnail.subject;

import java.util.Arrays;

/**
 * Median and noise of a field of values, from at most some thousand of them spread evenly over it.
 * Not thread-safe.
 */
final class Spread {

  private static final int SAMPLES = 4096;

  /**
   * The 10th and the 40th percentile of a normal distribution lie this many standard deviations
   * apart.
   */
  private static final double PERCENTILES_APART = 1.028;

  /** Differences of an ordinary scene, in quarters of a count, lie within half of this of 0. */
  private static final int RANGE = 1 << 13;

  private final int[] sample;
  private final int step;
  private final int[] counts = new int[RANGE];
  private boolean sorted;

  /** For fields of {@code width × height} values. */
  Spread(int width, int height) {
    int values = width * height;
    int least = Math.max(1, values / SAMPLES);
    while (least > 1 && greatestCommonDivisor(least, width) > 1) {
      least++; // so that the samples don't keep to a few columns
    }
    step = least;
    sample = new int[(values + step - 1) / step];
  }

  void measure(int[] values) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[i * step];
    }
    sorted = false;
    Arrays.fill(counts, 0);
    for (int value : sample) {
      counts[Math.clamp(value + RANGE / 2, 0, RANGE - 1)]++;
    }
  }

  int median() {
    return percentile(50);
  }

  /**
   * The standard deviation, if most values are noise. It is taken from the lower half, because the
   * upper may be the animal: one that comes close fills a third of the picture.
   */
  double noise() {
    return (percentile(40) - percentile(10)) / PERCENTILES_APART;
  }

  int percentile(int percent) {
    int rank = (int) ((sample.length - 1L) * percent / 100);
    int value = sorted ? 0 : counted(rank);
    return value == 0 || value == RANGE - 1 ? sorted(rank) : value - RANGE / 2;
  }

  /** Counting takes a tenth of the time of sorting. The last value stands for all beyond it. */
  private int counted(int rank) {
    int value = 0;
    int seen = counts[0];
    while (seen <= rank) {
      seen += counts[++value];
    }
    return value;
  }

  private int sorted(int rank) {
    if (!sorted) {
      Arrays.sort(sample);
      sorted = true;
    }
    return sample[rank];
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
