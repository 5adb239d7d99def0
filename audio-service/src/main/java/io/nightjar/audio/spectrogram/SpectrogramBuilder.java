package io.nightjar.audio.spectrogram;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Makes a spectrogram of sound that arrives in blocks of any size; the result doesn't depend on
 * their sizes. Not thread-safe.
 *
 * <p>Spectrum k is centred at sample k × hop, for all k for which that sample exists; before the
 * first and after the last sample there is silence. So even one sample has a column, and the time
 * of a column is the centre of its window. Near both ends part of the window is silence, and a
 * steady tone reads up to 6 dB lower there. The silence of a recorder with an offset is at its
 * offset, which would begin and stop like a bang otherwise.
 *
 * <p>Of several channels it takes the mean of their power, not of their samples: these would cancel
 * each other out where one is wired the wrong way round. A sound that is the same in all channels
 * keeps its level; one in only one of two is 3 dB lower.
 */
final class SpectrogramBuilder {

  private static final int BUFFERED_WINDOWS = 8;

  /** Of full scale; a mean of less is chance, and what it leaves at the ends is faint. */
  private static final float NOTABLE_OFFSET = 0.01f;

  private final SpectrogramParameters parameters;
  private final PowerSpectrum spectrum;
  private final ColumnPool pool;
  private final Consumer<float[]> listener;
  private final float[] power;
  private final float[] channelPower;

  /** Of each channel the samples from {@code start}, an index into the sound, on. */
  private final float[][] buffers;

  private long start;
  private int filled;
  private long nextCentre;
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
    this.listener = listener;
    this.parameters = parameters;
    this.spectrum = new PowerSpectrum(parameters.window());
    this.pool = new ColumnPool(parameters.bins(), parameters.mostColumns());
    this.power = new float[parameters.bins()];
    this.channelPower = new float[parameters.bins()];
    this.buffers = new float[channels][BUFFERED_WINDOWS * parameters.window()];
    this.start = -parameters.window() / 2;
    this.filled = parameters.window() / 2; // the silence before the sound
  }

  /**
   * The most memory that one takes, in bytes: that of the pool; eight windows of four bytes of each
   * channel; and for the transform twenty times the window (the window itself, its exact form, a
   * buffer, tables of sines) and two spectra.
   */
  static long heapBytes(SpectrogramParameters parameters, int channels) {
    return ColumnPool.heapBytes(parameters.bins(), parameters.mostColumns())
        + 4L * BUFFERED_WINDOWS * parameters.window() * channels
        + 4L * (20L * parameters.window() + 2L * parameters.bins());
  }

  /**
   * Takes the next samples.
   *
   * @param block interleaved
   * @param count samples of each channel
   */
  void add(float[] block, int count) {
    samples += count;
    append(block, count);
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
    int half = parameters.window() / 2;
    int known = (int) Math.min(Math.min(half, filled), samples);
    for (float[] buffer : buffers) {
      Arrays.fill(buffer, filled, filled + half, offset(buffer, filled - known, known));
    }
    filled += half;
    transformWhatIsComplete();
    pool.finish();
    return new Spectrogram(parameters, sampleRate, timeExpansion, samples, pool);
  }

  private void append(float[] block, int count) {
    int taken = 0;
    while (taken < count) {
      int room = Math.min(count - taken, buffers[0].length - filled);
      separate(block, taken, room);
      filled += room;
      taken += room;
      transformWhatIsComplete();
      dropWhatIsDone();
    }
  }

  private void separate(float[] block, int from, int count) {
    int channels = buffers.length;
    for (int channel = 0; channel < channels; channel++) {
      float[] buffer = buffers[channel];
      int at = from * channels + channel;
      for (int i = filled; i < filled + count; i++) {
        buffer[i] = block[at];
        at += channels;
      }
    }
  }

  private void transformWhatIsComplete() {
    int half = parameters.window() / 2;
    while (nextCentre < samples && nextCentre + half <= start + filled) {
      if (nextCentre == 0) {
        int known = (int) Math.min(half, samples);
        for (float[] buffer : buffers) {
          Arrays.fill(buffer, 0, half, offset(buffer, half, known));
        }
      }
      transform((int) (nextCentre - half - start));
      pool.add(power);
      listener.accept(power);
      nextCentre += parameters.hop();
    }
  }

  /** The mean of some samples, or 0 if it is next to that. */
  private static float offset(float[] buffer, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += buffer[i];
    }
    float mean = count == 0 ? 0f : (float) (sum / count);
    return Math.abs(mean) > NOTABLE_OFFSET ? mean : 0f;
  }

  private void transform(int offset) {
    spectrum.compute(buffers[0], offset, power);
    for (int channel = 1; channel < buffers.length; channel++) {
      spectrum.compute(buffers[channel], offset, channelPower);
      for (int k = 0; k < power.length; k++) {
        power[k] += channelPower[k];
      }
    }
    float scale = 1f / buffers.length;
    for (int k = 0; k < power.length; k++) {
      power[k] *= scale;
    }
  }

  private void dropWhatIsDone() {
    int done = (int) Math.min(filled, nextCentre - parameters.window() / 2 - start);
    for (float[] buffer : buffers) {
      System.arraycopy(buffer, done, buffer, 0, filled - done);
      Arrays.fill(buffer, filled - done, filled, 0f);
    }
    filled -= done;
    start += done;
  }
}
