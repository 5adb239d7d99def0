package io.nightjar.audio.spectrogram;

/** Measures the level of a whole sound, sample by sample in order. Not thread-safe. */
final class LevelMeter {

  private double squares;
  private float peak;
  private long samples;

  void add(float[] block, int count) {
    for (int i = 0; i < count; i++) {
      float sample = block[i];
      squares += (double) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    samples += count;
  }

  long samples() {
    return samples;
  }

  /**
   * Root mean square relative to amplitude 1: a full-scale sine reads −3.01, a full-scale square
   * wave 0.
   */
  double rmsDbfs() {
    return toDecibels(squares / samples);
  }

  /** Greatest amplitude relative to amplitude 1. */
  double peakDbfs() {
    return toDecibels((double) peak * peak);
  }

  /** Never below −200 dB, so that silence is a number. */
  private static double toDecibels(double square) {
    return 10 * Math.log10(Math.max(square, 1e-20));
  }
}
