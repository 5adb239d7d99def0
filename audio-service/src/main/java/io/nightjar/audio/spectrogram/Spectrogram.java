package io.nightjar.audio.spectrogram;

/**
 * Levels over time and frequency. Immutable by convention: arrays are not copied.
 *
 * @param parameters as asked for
 * @param sampleRate in Hz
 * @param samples how many went in, at least 1
 * @param pool the columns
 */
record Spectrogram(
    SpectrogramParameters parameters, int sampleRate, long samples, ColumnPool pool) {

  int columns() {
    return pool.columns();
  }

  int bins() {
    return parameters.bins();
  }

  double durationSeconds() {
    return (double) samples / sampleRate;
  }

  /** From the centre of one column to the next. */
  double secondsPerColumn() {
    return (double) parameters.hop() * pool.pooled() / sampleRate;
  }

  /** The centre of the first column; later than 0 only where several spectra were pooled. */
  double firstColumnSeconds() {
    return (pool.pooled() - 1) / 2.0 * parameters.hop() / sampleRate;
  }

  /** From the centre of one bin to the next. */
  double hertzPerBin() {
    return (double) sampleRate / parameters.window();
  }
}
