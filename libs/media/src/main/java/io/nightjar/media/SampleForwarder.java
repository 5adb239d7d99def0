package io.nightjar.media;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Hands decoded samples to a sink, as many as the limits allow, and replaces those that are no
 * level. Not thread-safe.
 */
final class SampleForwarder {

  /** Samples of one channel that are handed on at once. */
  static final int BLOCK = 4096;

  private final SoundLimits limits;
  private final SampleSink sink;
  private final LongConsumer spent;
  private final Admission admission;
  private int sampleRate;
  private int channels;
  private long samples;
  private long replaced;
  private boolean tooLong;

  /** Tells, before the first block, whether the sink may have it; may wait until that is known. */
  @FunctionalInterface
  interface Admission {
    boolean granted() throws IOException;
  }

  SampleForwarder(SoundLimits limits, SampleSink sink, LongConsumer spent) {
    this(limits, sink, spent, () -> true);
  }

  SampleForwarder(SoundLimits limits, SampleSink sink, LongConsumer spent, Admission admission) {
    this.limits = limits;
    this.sink = sink;
    this.spent = spent;
    this.admission = admission;
  }

  /** Called once, before the first block. */
  void begin(int rate, int channelCount) {
    this.sampleRate = rate;
    this.channels = channelCount;
  }

  /**
   * Hands on the next block.
   *
   * @param interleaved is changed where a sample is no level
   * @param count samples of one channel, 1…{@value #BLOCK}
   * @return whether more is wanted; if false, the sink has got all the samples that are allowed
   */
  boolean add(float[] interleaved, int count) throws IOException {
    if (samples == 0 && !admission.granted()) {
      return false;
    }
    if (count > limits.longestSamples(sampleRate) - samples) {
      tooLong = true;
      return false;
    }
    if (samples == 0) {
      sink.begin(sampleRate, channels);
    }
    replace(interleaved, count * channels);
    sink.accept(interleaved, count);
    samples += count;
    spent.accept((long) count * channels);
    return true;
  }

  private void replace(float[] block, int length) {
    for (int i = 0; i < length; i++) {
      float sample = block[i];
      if (!(Math.abs(sample) <= SampleSink.LOUDEST)) { // also true if it is not a number
        block[i] = Float.isNaN(sample) ? 0f : Math.copySign(SampleSink.LOUDEST, sample);
        replaced++;
      }
    }
  }

  boolean tooLong() {
    return tooLong;
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
