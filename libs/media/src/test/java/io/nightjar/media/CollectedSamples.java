package io.nightjar.media;

import java.util.Arrays;

/** A sink that keeps everything. */
final class CollectedSamples implements SampleSink {

  int sampleRate;
  float[] samples = {};

  @Override
  public void begin(int rate) {
    sampleRate = rate;
  }

  @Override
  public void accept(float[] block, int count) {
    int before = samples.length;
    samples = Arrays.copyOf(samples, before + count);
    System.arraycopy(block, 0, samples, before, count);
  }

  double rmsDbfs() {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return 10 * Math.log10(sum / samples.length);
  }

  double peak() {
    double peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }
}
