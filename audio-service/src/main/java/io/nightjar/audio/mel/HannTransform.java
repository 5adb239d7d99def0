package io.nightjar.audio.mel;

/**
 * |STFT|² of one piece of sound under a Hann window, periodic, as librosa's: a plain fast Fourier
 * transform by halves (Cooley and Tukey). In 64 bits, other than the spectrogram's: bands far below
 * the loudest are to agree with librosa's to a thousandth of a decibel. Not thread-safe.
 */
final class HannTransform {

  private final int size;
  private final double[] window;

  /** Of the k-th part of a turn, backwards. */
  private final double[] cosines;

  private final double[] sines;
  private final double[] re;
  private final double[] im;

  /** A transform of {@code size} samples, a power of two. */
  HannTransform(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("not a power of two: " + size);
    }
    this.size = size;
    this.window = new double[size];
    this.cosines = new double[size / 2];
    this.sines = new double[size / 2];
    this.re = new double[size];
    this.im = new double[size];
    for (int n = 0; n < size; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / size);
    }
    for (int k = 0; k < size / 2; k++) {
      cosines[k] = Math.cos(2 * Math.PI * k / size);
      sines[k] = -Math.sin(2 * Math.PI * k / size);
    }
  }

  /** Adds {@code scale} times the power of each bin, from 0 to size / 2. */
  void addPower(float[] samples, int offset, double scale, double[] power) {
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
    for (int n = 0; n < size; n++) {
      int to = Integer.reverse(n) >>> shift;
      re[to] = samples[offset + n] * window[n];
      im[to] = 0;
    }
    for (int length = 2; length <= size; length *= 2) {
      joinHalves(length);
    }
    for (int k = 0; k <= size / 2; k++) {
      power[k] += scale * (re[k] * re[k] + im[k] * im[k]);
    }
  }

  /** Makes transforms of {@code length} out of neighbouring ones of half of it. */
  private void joinHalves(int length) {
    int half = length / 2;
    int turn = size / length;
    for (int first = 0; first < size; first += length) {
      for (int k = 0; k < half; k++) {
        int low = first + k;
        int high = low + half;
        double cosine = cosines[k * turn];
        double sine = sines[k * turn];
        double real = re[high] * cosine - im[high] * sine;
        double imaginary = re[high] * sine + im[high] * cosine;
        re[high] = re[low] - real;
        im[high] = im[low] - imaginary;
        re[low] += real;
        im[low] += imaginary;
      }
    }
  }
}
