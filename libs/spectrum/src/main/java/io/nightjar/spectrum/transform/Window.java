package io.nightjar.spectrum.transform;

/**
 * The weights of the samples of one spectrum. Immutable. Made with {@link StrictMath}, so that all
 * machines have the same.
 */
public final class Window {

  private static final int LARGEST = 1 << 16;

  private final double[] weights;
  private final double sum;

  private Window(double[] weights) {
    this.weights = weights;
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    this.sum = total;
  }

  /**
   * The 4-term Blackman–Harris window, symmetric: 0.35875 − 0.48829·cos(2πn/(N−1)) +
   * 0.14128·cos(4πn/(N−1)) − 0.01168·cos(6πn/(N−1)), n = 0…N−1 (F. J. Harris, "On the use of
   * windows for harmonic analysis with the discrete Fourier transform", Proc. IEEE 66(1), 1978,
   * table I). Its side lobes lie 92 dB below a tone, so that a faint call next to a loud one stays
   * visible.
   *
   * @param size N in samples, 2…65536
   */
  public static Window blackmanHarris(int size) {
    if (size < 2 || size > LARGEST) {
      throw new IllegalArgumentException("a window has 2…" + LARGEST + " samples: " + size);
    }
    double[] weights = new double[size];
    for (int n = 0; n < size; n++) {
      double angle = 2 * Math.PI * n / (size - 1);
      weights[n] =
          0.35875
              - 0.48829 * StrictMath.cos(angle)
              + 0.14128 * StrictMath.cos(2 * angle)
              - 0.01168 * StrictMath.cos(3 * angle);
    }
    return new Window(weights);
  }

  /** How many samples it weighs. */
  public int size() {
    return weights.length;
  }

  /** The sum of all weights: what a constant of 1 gives. */
  public double sum() {
    return sum;
  }

  /** The weight of sample n. */
  public double weight(int n) {
    return weights[n];
  }

  /** All weights, as a new array. */
  public float[] toFloats() {
    float[] floats = new float[weights.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) weights[n];
    }
    return floats;
  }
}
