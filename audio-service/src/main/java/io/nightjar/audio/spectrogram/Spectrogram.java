package io.nightjar.audio.spectrogram;

/**
 * Levels over time and frequency. Immutable by convention: arrays are not copied.
 *
 * @param parameters as asked for
 * @param playedRate sample rate at which the sound plays, in Hz
 * @param timeExpansion how many times slower than life it plays then, as bat detectors' do; times
 *     and frequencies here are those of life
 * @param samples how many went in, at least 1
 * @param pool the columns
 */
record Spectrogram(
    SpectrogramParameters parameters,
    int playedRate,
    double timeExpansion,
    long samples,
    ColumnPool pool) {

  /** In Hz, of the microphone. */
  int sampleRate() {
    return (int) Math.round(playedRate * timeExpansion);
  }

  int columns() {
    return pool.columns();
  }

  int bins() {
    return parameters.bins();
  }

  double durationSeconds() {
    return (double) samples / sampleRate();
  }

  /** From the centre of one column to the next. */
  double secondsPerColumn() {
    return (double) parameters.hop() * pool.pooled() / sampleRate();
  }

  /** The centre of the first column; later than 0 only where several spectra were pooled. */
  double firstColumnSeconds() {
    return (pool.pooled() - 1) / 2.0 * parameters.hop() / sampleRate();
  }

  /** From the centre of one bin to the next. */
  double hertzPerBin() {
    return (double) sampleRate() / parameters.window();
  }
}
