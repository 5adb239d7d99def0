package io.nightjar.audio.spectrogram;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * The one-sided power spectrum of a windowed piece of sound, relative to a full-scale sine. Not
 * thread-safe.
 *
 * <p>The window is the 4-term Blackman–Harris window, symmetric (F. J. Harris, "On the use of
 * windows for harmonic analysis with the discrete Fourier transform", Proc. IEEE 66(1), 1978, table
 * I): its side lobes lie 92 dB below a tone, so that a faint call next to a loud one stays visible.
 */
final class PowerSpectrum {

  private final int size;
  private final float[] window;
  private final float[] buffer;
  private final FloatFFT_1D transform;
  private final float interiorScale;
  private final float edgeScale;

  /** A transform of {@code size} samples, an even number. */
  PowerSpectrum(int size) {
    this.size = size;
    double[] exact = blackmanHarris(size);
    double sum = 0;
    this.window = new float[size];
    for (int n = 0; n < size; n++) {
      window[n] = (float) exact[n];
      sum += exact[n];
    }
    this.buffer = new float[size];
    this.transform = new FloatFFT_1D(size);
    // A sine of amplitude 1 gives |X| = Σw / 2: its other half lies at the negative frequency.
    this.interiorScale = (float) (4 / (sum * sum));
    this.edgeScale = (float) (1 / (sum * sum));
  }

  /**
   * 0.35875 − 0.48829·cos(2πn/(N−1)) + 0.14128·cos(4πn/(N−1)) − 0.01168·cos(6πn/(N−1)), n = 0…N−1.
   */
  static double[] blackmanHarris(int size) {
    double[] window = new double[size];
    for (int n = 0; n < size; n++) {
      double angle = 2 * Math.PI * n / (size - 1);
      window[n] =
          0.35875
              - 0.48829 * Math.cos(angle)
              + 0.14128 * Math.cos(2 * angle)
              - 0.01168 * Math.cos(3 * angle);
    }
    return window;
  }

  /**
   * Transforms {@code size} samples from {@code offset} on.
   *
   * @param power gets the power of {@code size / 2 + 1} bins; 1 is that of a full-scale sine at the
   *     centre of a bin, and in the first and the last bin that of a full-scale constant or
   *     alternation
   */
  void compute(float[] samples, int offset, float[] power) {
    for (int n = 0; n < size; n++) {
      buffer[n] = samples[offset + n] * window[n];
    }
    transform.realForward(buffer);
    // JTransforms packs the real parts of the first and the last bin into the first two places.
    power[0] = buffer[0] * buffer[0] * edgeScale;
    power[size / 2] = buffer[1] * buffer[1] * edgeScale;
    for (int k = 1; k < size / 2; k++) {
      float re = buffer[2 * k];
      float im = buffer[2 * k + 1];
      power[k] = (re * re + im * im) * interiorScale;
    }
  }
}
