package io.nightjar.media;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Hands interleaved samples to a sink, mixed to one channel by their mean: FFmpeg's own mixing
 * gives integer and floating-point sources different levels. Not thread-safe.
 */
final class MonoMixer {

  /** Samples of one channel that are mixed at once. */
  static final int BLOCK = 4096;

  private final SoundLimits limits;
  private final SampleSink sink;
  private final LongConsumer spent;
  private final float[] mono = new float[BLOCK];
  private int sampleRate;
  private int channels;
  private long samples;
  private long replaced;
  private boolean tooLong;
  private volatile long mixed;

  MonoMixer(SoundLimits limits, SampleSink sink, LongConsumer spent) {
    this.limits = limits;
    this.sink = sink;
    this.spent = spent;
  }

  /** Called once, before the first block. */
  void begin(int rate, int channelCount) {
    this.sampleRate = rate;
    this.channels = channelCount;
  }

  /**
   * Mixes the next block and hands it on.
   *
   * @param source interleaved
   * @param count samples of one channel, 1…{@value #BLOCK}
   * @return whether more is wanted; if false, the sink has got all the samples that are allowed
   */
  boolean add(float[] source, int count) throws IOException {
    if (count > limits.longestSamples(sampleRate) - samples) {
      tooLong = true;
      return false;
    }
    if (samples == 0) {
      sink.begin(sampleRate);
    }
    mix(source, count);
    sink.accept(mono, count);
    samples += count;
    mixed = samples * channels;
    spent.accept((long) count * channels);
    return true;
  }

  private void mix(float[] source, int count) {
    float scale = 1f / channels;
    int at = 0;
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += source[at++];
      }
      float mean = sum * scale;
      if (!(Math.abs(mean) <= SampleSink.LOUDEST)) { // also true if it is not a number
        mean = Float.isNaN(mean) ? 0f : Math.copySign(SampleSink.LOUDEST, mean);
        replaced++;
      }
      mono[i] = mean;
    }
  }

  boolean tooLong() {
    return tooLong;
  }

  /** Samples of all channels that have been mixed. May be asked by any thread. */
  long mixed() {
    return mixed;
  }

  /**
   * What has been handed to the sink.
   *
   * @param notes on the file's headers
   */
  DecodedSound sound(List<String> notes) {
    return new DecodedSound(sampleRate, channels, samples, replaced, notes);
  }
}
