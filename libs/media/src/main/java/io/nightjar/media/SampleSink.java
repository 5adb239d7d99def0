package io.nightjar.media;

import java.io.IOException;

/**
 * Takes decoded sound, block by block, on one thread that need not be the one that asked for it.
 */
public interface SampleSink {

  /**
   * No sample is beyond ± this (+60 dBFS): floating-point recordings can hold anything, and one
   * absurd sample would overflow all that is computed from its surroundings.
   */
  float LOUDEST = 1000f;

  /**
   * Called once, before any samples.
   *
   * @param sampleRate in Hz
   * @param channels how many are interleaved
   */
  void begin(int sampleRate, int channels) throws IOException;

  /**
   * The next samples: full scale = ±1, always finite.
   *
   * @param interleaved a sample of each channel, then the next of each; reused after the call
   *     returns
   * @param count samples of one channel that are valid; at least 1
   */
  void accept(float[] interleaved, int count) throws IOException;
}
