package io.nightjar.audio.spectrogram;

import io.nightjar.spectrum.Stft;

/**
 * Makes a spectrogram of sound that arrives in blocks of any size; the result doesn't depend on
 * their sizes. Not thread-safe. {@link Stft} says what a column is, at the ends and of several
 * channels.
 */
final class SpectrogramBuilder {

  private final SpectrogramParameters parameters;
  private final ColumnPool pool;
  private final Stft stft;
  private long samples;

  SpectrogramBuilder(SpectrogramParameters parameters, int channels) {
    this.parameters = parameters;
    this.pool = new ColumnPool(parameters.bins(), parameters.mostColumns());
    this.stft = new Stft(parameters.transform(), channels, pool::add);
  }

  /** The most memory that one takes, in bytes: that of the pool and that of the transform. */
  static long heapBytes(SpectrogramParameters parameters, int channels) {
    return ColumnPool.heapBytes(parameters.bins(), parameters.mostColumns())
        + Stft.heapBytes(parameters.transform(), channels);
  }

  /**
   * Takes the next samples.
   *
   * @param block interleaved
   * @param count samples of each channel
   */
  void add(float[] block, int count) {
    samples += count;
    stft.add(block, count);
  }

  /**
   * Ends the sound. Call once, after at least one sample.
   *
   * @param sampleRate in Hz
   * @param timeExpansion how many times slower than life the sound plays
   */
  Spectrogram finish(int sampleRate, double timeExpansion) {
    if (samples == 0) {
      throw new IllegalStateException("no sound has no spectrogram");
    }
    stft.finish();
    pool.finish();
    return new Spectrogram(parameters, sampleRate, timeExpansion, samples, pool);
  }
}
