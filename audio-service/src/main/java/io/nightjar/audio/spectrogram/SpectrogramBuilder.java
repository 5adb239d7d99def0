package io.nightjar.audio.spectrogram;

import java.util.Arrays;

/**
 * Makes a spectrogram of sound that arrives in blocks of any size; the result doesn't depend on
 * their sizes. Not thread-safe.
 *
 * <p>Spectrum k is centred at sample k × hop, for all k for which that sample exists; before the
 * first and after the last sample there is silence. So even one sample has a column, and the time
 * of a column is the centre of its window. Near both ends part of the window is silence, and a
 * steady tone reads up to 6 dB lower there.
 */
final class SpectrogramBuilder {

  private final SpectrogramParameters parameters;
  private final PowerSpectrum spectrum;
  private final ColumnPool pool;
  private final float[] power;

  /** The samples from {@code start}, an index into the sound, on. */
  private final float[] buffer;

  private long start;
  private int filled;
  private long nextCentre;
  private long samples;

  SpectrogramBuilder(SpectrogramParameters parameters) {
    this.parameters = parameters;
    this.spectrum = new PowerSpectrum(parameters.window());
    this.pool = new ColumnPool(parameters.bins(), parameters.mostColumns());
    this.power = new float[parameters.bins()];
    this.buffer = new float[8 * parameters.window()];
    this.start = -parameters.window() / 2;
    this.filled = parameters.window() / 2; // the silence before the sound
  }

  /** Takes the next samples. */
  void add(float[] block, int count) {
    samples += count;
    append(block, count);
  }

  /**
   * Ends the sound. Call once, after at least one sample.
   *
   * @param sampleRate in Hz
   */
  Spectrogram finish(int sampleRate) {
    if (samples == 0) {
      throw new IllegalStateException("no sound has no spectrogram");
    }
    append(new float[parameters.window()], parameters.window());
    pool.finish();
    return new Spectrogram(parameters, sampleRate, samples, pool);
  }

  private void append(float[] block, int count) {
    int taken = 0;
    while (taken < count) {
      int room = Math.min(count - taken, buffer.length - filled);
      System.arraycopy(block, taken, buffer, filled, room);
      filled += room;
      taken += room;
      transformWhatIsComplete();
      dropWhatIsDone();
    }
  }

  private void transformWhatIsComplete() {
    int half = parameters.window() / 2;
    while (nextCentre < samples && nextCentre + half <= start + filled) {
      spectrum.compute(buffer, (int) (nextCentre - half - start), power);
      pool.add(power);
      nextCentre += parameters.hop();
    }
  }

  private void dropWhatIsDone() {
    int done = (int) Math.min(filled, nextCentre - parameters.window() / 2 - start);
    System.arraycopy(buffer, done, buffer, 0, filled - done);
    Arrays.fill(buffer, filled - done, filled, 0f);
    filled -= done;
    start += done;
  }
}
