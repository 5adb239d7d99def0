package io.nightjar.audio.mel;

import io.nightjar.media.SampleSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes a mel spectrogram of sound that arrives in blocks of any size, column by column: what
 * {@code librosa.power_to_db(librosa.feature.melspectrogram(…), ref=1.0, amin=1e-10, top_db=None)}
 * gives, with {@code center=True} and {@code pad_mode='constant'}. Column k is centred at sample k
 * × hop, for 0 ≤ k ≤ samples / hop; around the sound there is silence. Of several channels it takes
 * the mean power. Not thread-safe.
 */
public final class MelSpectrum implements SampleSink {

  /** Takes the columns, one after the other. */
  public interface Columns {
    /**
     * The next column.
     *
     * @param decibels of each band; reused after the call returns
     */
    void add(float[] decibels) throws IOException;
  }

  private static final double QUIETEST = 1e-10;
  private static final int BUFFERED_WINDOWS = 8;

  private final MelParameters parameters;
  private final double timeExpansion;
  private final Columns columns;
  private final HannTransform transform;
  private final double[] power;
  private final double[] sums;
  private final float[] decibels;
  private Optional<MelBank> bank = Optional.empty();
  private float[][] buffers = new float[0][];
  private int filled;

  /** Where the next column's window begins in the buffers. */
  private int next;

  /**
   * @param timeExpansion how many times slower than life the sound plays
   */
  public MelSpectrum(MelParameters parameters, double timeExpansion, Columns columns) {
    this.parameters = parameters;
    this.timeExpansion = timeExpansion;
    this.columns = columns;
    this.transform = new HannTransform(parameters.window());
    this.power = new double[parameters.bins()];
    this.sums = new double[parameters.bands()];
    this.decibels = new float[parameters.bands()];
  }

  /**
   * The most memory that one takes, in bytes: eight windows of four bytes of each channel; for the
   * transform 32 times the window; the bands' weights, of which two lie over each bin, and a
   * column.
   */
  public static long heapBytes(MelParameters parameters, int channels) {
    return 4L * BUFFERED_WINDOWS * parameters.window() * channels
        + 32L * parameters.window()
        + 24L * parameters.bins()
        + 64L * parameters.bands();
  }

  @Override
  public void begin(int sampleRate, int channels) {
    bank = Optional.of(new MelBank(parameters, sampleRate * timeExpansion));
    buffers = new float[channels][BUFFERED_WINDOWS * parameters.window()];
    filled = parameters.window() / 2; // the silence before the sound
  }

  @Override
  public void accept(float[] interleaved, int count) throws IOException {
    int channels = buffers.length;
    int taken = 0;
    while (taken < count) {
      int room = Math.min(count - taken, buffers[0].length - filled);
      for (int channel = 0; channel < channels; channel++) {
        int at = taken * channels + channel;
        for (int i = filled; i < filled + room; i++) {
          buffers[channel][i] = interleaved[at];
          at += channels;
        }
      }
      filled += room;
      taken += room;
      transformWhatIsComplete();
    }
  }

  /** Ends the sound; call once, after at least one sample. */
  public void finish() throws IOException {
    for (float[] buffer : buffers) {
      Arrays.fill(buffer, filled, filled + parameters.window() / 2, 0f);
    }
    filled += parameters.window() / 2;
    transformWhatIsComplete();
  }

  private void transformWhatIsComplete() throws IOException {
    while (next + parameters.window() <= filled) {
      Arrays.fill(power, 0);
      for (float[] buffer : buffers) {
        transform.addPower(buffer, next, 1.0 / buffers.length, power);
      }
      bank.orElseThrow().sum(power, sums);
      for (int band = 0; band < sums.length; band++) {
        decibels[band] = (float) (10 * Math.log10(Math.max(QUIETEST, sums[band])));
      }
      columns.add(decibels);
      next += parameters.hop();
    }
    // Room for at least half a window more, which finish() needs.
    int done = Math.min(next, filled);
    for (float[] buffer : buffers) {
      System.arraycopy(buffer, done, buffer, 0, filled - done);
    }
    filled -= done;
    next -= done;
  }
}
