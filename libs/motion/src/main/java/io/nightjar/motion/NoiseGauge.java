package io.nightjar.motion;

import java.util.Arrays;

/**
 * How noisy a frame is, and how far all of it has shifted, in sixteenths of a sensor count. Medians
 * of a field of values, from about a thousand of them spread evenly over it: by counting, which
 * takes a tenth of the time of sorting, unless the values lie far off. Not thread-safe.
 */
public final class NoiseGauge {

  /** Parts of a sensor count in which levels and differences are given. */
  public static final int SCALE = 16;

  private static final int SAMPLES = 1024;
  private static final int BINS = 1 << 12;

  /** The median of the absolute values of a normal distribution, in standard deviations. */
  private static final double MEDIAN_DEVIATION = 0.6745;

  private final int[] places;
  private final int[] sample;
  private final int[] counts = new int[BINS];
  private int expected;

  /** For frames of one size. */
  public NoiseGauge(int width, int height) {
    places = places(width, height);
    sample = new int[places.length];
  }

  /** Pairs of pixels that mirror one another, so that a mirrored scene is judged alike. */
  private static int[] places(int width, int height) {
    int half = (width + 1) / 2;
    int step = Math.max(1, 2 * half * height / SAMPLES);
    while (step > 1 && greatestCommonDivisor(step, half) > 1) {
      step++; // so that the samples don't keep to a few columns
    }
    int pairs = (half * height + step - 1) / step;
    int[] places = new int[2 * pairs];
    for (int i = 0; i < pairs; i++) {
      int row = i * step / half * width;
      int x = i * step % half;
      places[2 * i] = row + x;
      places[2 * i + 1] = row + width - 1 - x;
    }
    return places;
  }

  /** Returns the median of how much a frame's pixels are above their levels, in sixteenths. */
  public int offset(short[] pixels, int[] levels) {
    for (int i = 0; i < sample.length; i++) {
      int at = places[i];
      sample[i] = (pixels[at] & 0xffff) * SCALE - levels[at];
    }
    expected = median(expected - BINS / 2);
    return expected;
  }

  /** Returns the standard deviation of values around 0, if most are noise. */
  public int deviation(int[] values) {
    for (int i = 0; i < sample.length; i++) {
      sample[i] = Math.abs(values[places[i]]);
    }
    return (int) (median(0) / MEDIAN_DEVIATION);
  }

  private int median(int from) {
    Arrays.fill(counts, 0);
    for (int value : sample) {
      counts[Math.max(0, Math.min(BINS - 1, value - from))]++;
    }
    int rank = (sample.length - 1) / 2;
    int bin = 0;
    int seen = counts[0];
    while (seen <= rank) {
      seen += counts[++bin];
    }
    if (bin > 0 && bin < BINS - 1) {
      return from + bin;
    }
    Arrays.sort(sample);
    return sample[rank];
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
