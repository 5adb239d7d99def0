package io.nightjar.audio.mel;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * |STFT|² of one piece of sound under a Hann window, periodic, as librosa's. In 64 bits: librosa's
 * logarithm keeps what is 100 dB below the loudest, where 32 bits have their rounding. Not
 * thread-safe.
 */
final class HannTransform {

  private final double[] window;
  private final double[] buffer;
  private final DoubleFFT_1D transform;

  HannTransform(int size) {
    this.window = new double[size];
    for (int n = 0; n < size; n++) {
      window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / size);
    }
    this.buffer = new double[size];
    this.transform = new DoubleFFT_1D(size);
  }

  /** Adds {@code scale} times the power of each bin. */
  void addPower(float[] samples, int offset, double scale, double[] power) {
    int size = window.length;
    for (int n = 0; n < size; n++) {
      buffer[n] = samples[offset + n] * window[n];
    }
    transform.realForward(buffer);
    // JTransforms packs the real parts of the first and the last bin into the first two places.
    power[0] += scale * buffer[0] * buffer[0];
    power[size / 2] += scale * buffer[1] * buffer[1];
    for (int k = 1; k < size / 2; k++) {
      double re = buffer[2 * k];
      double im = buffer[2 * k + 1];
      power[k] += scale * (re * re + im * im);
    }
  }
}
