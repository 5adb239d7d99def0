package io.nightjar.audio.spectrogram;

import io.nightjar.spectrum.Stft;
import java.util.function.Consumer;

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
    this(parameters, channels, _ -> {});
  }

  /**
   * A builder whose spectra somebody else looks at, too.
   *
   * @param listener told the power of each spectrum, in the order of time; the array is reused
   */
  SpectrogramBuilder(SpectrogramParameters parameters, int channels, Consumer<float[]> listener) {
    this.parameters = parameters;
    this.pool = new ColumnPool(parameters.bins(), parameters.mostColumns());
    this.stft =
        new Stft(
            parameters.transform(),
            channels,
            power -> {
              pool.add(power);
              listener.accept(power);
            });
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
