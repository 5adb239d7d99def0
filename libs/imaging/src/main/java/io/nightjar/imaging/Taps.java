package io.nightjar.imaging;

/**
 * Which source positions make up each target position along one axis, and with which weights; the
 * weights of a target position add up to 1. The taps of target {@code i} are {@code start(i)} …
 * {@code start(i + 1) - 1}.
 */
final class Taps {

  static final int CUBIC_TAPS = 4;

  private final boolean cubic;
  private final int[] starts;
  private final int[] firsts;
  private final int[] positions;
  private final float[] weights;

  private Taps(boolean cubic, int targetLength, int taps) {
    this.cubic = cubic;
    this.firsts = new int[cubic ? targetLength : 0];
    this.starts = new int[targetLength + 1];
    this.positions = new int[taps];
    this.weights = new float[taps];
  }

  static Taps of(int sourceLength, int targetLength) {
    return sourceLength >= targetLength
        ? areas(sourceLength, targetLength)
        : cubics(sourceLength, targetLength);
  }

  int start(int target) {
    return starts[target];
  }

  /** Whether each target position has {@link #CUBIC_TAPS} taps, one beside the other. */
  boolean cubic() {
    return cubic;
  }

  /**
   * Where the taps of a target position begin if beyond the source's ends there are more positions,
   * with the ends' values: −2 … 2 less than the source's length. Of cubics only.
   */
  int first(int target) {
    return firsts[target];
  }

  int position(int tap) {
    return positions[tap];
  }

  float weight(int tap) {
    return weights[tap];
  }

  /**
   * Target {@code i} covers {@code [i·s/t, (i+1)·s/t)} of the source. In units of 1/t of a source
   * pixel all bounds are whole numbers, so the coverage is exact.
   */
  private static Taps areas(int sourceLength, int targetLength) {
    var taps = new Taps(false, targetLength, sourceLength + targetLength);
    int tap = 0;
    for (int i = 0; i < targetLength; i++) {
      taps.starts[i] = tap;
      long from = (long) i * sourceLength;
      long to = from + sourceLength;
      for (long at = from; at < to; ) {
        int position = (int) (at / targetLength);
        long end = Math.min(to, (position + 1L) * targetLength);
        taps.positions[tap] = position;
        taps.weights[tap++] = (float) (end - at) / sourceLength;
        at = end;
      }
    }
    taps.starts[targetLength] = tap;
    return taps;
  }

  private static Taps cubics(int sourceLength, int targetLength) {
    var taps = new Taps(true, targetLength, CUBIC_TAPS * targetLength);
    for (int i = 0; i < targetLength; i++) {
      double centre = (i + 0.5) * sourceLength / targetLength - 0.5;
      int first = (int) Math.floor(centre) - 1;
      taps.firsts[i] = first;
      taps.starts[i] = CUBIC_TAPS * i;
      for (int k = 0; k < CUBIC_TAPS; k++) {
        taps.positions[CUBIC_TAPS * i + k] = Math.clamp(first + k, 0, sourceLength - 1);
        taps.weights[CUBIC_TAPS * i + k] = (float) catmullRom(Math.abs(centre - first - k));
      }
    }
    taps.starts[targetLength] = CUBIC_TAPS * targetLength;
    return taps;
  }

  private static double catmullRom(double distance) {
    double d = distance;
    if (d < 1) {
      return 1 + d * d * (1.5 * d - 2.5);
    }
    return d < 2 ? 2 + d * (-4 + d * (2.5 - 0.5 * d)) : 0;
  }
}
