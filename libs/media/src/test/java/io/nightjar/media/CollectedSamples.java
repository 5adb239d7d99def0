package io.nightjar.media;

import java.util.Arrays;

/** A sink that keeps everything, interleaved. */
final class CollectedSamples implements SampleSink {

  int sampleRate;
  int channels;
  float[] samples = {};

  @Override
  public void begin(int rate, int channelCount) {
    sampleRate = rate;
    channels = channelCount;
  }

  @Override
  public void accept(float[] interleaved, int count) {
    int before = samples.length;
    samples = Arrays.copyOf(samples, before + count * channels);
    System.arraycopy(interleaved, 0, samples, before, count * channels);
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
