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
   */
  void begin(int sampleRate) throws IOException;

  /**
   * The next samples of the mono sound: the mean of all channels, full scale = ±1, always finite.
   *
   * @param samples reused after the call returns
   * @param count how many from index 0 on are valid; at least 1
   */
  void accept(float[] samples, int count) throws IOException;
}
