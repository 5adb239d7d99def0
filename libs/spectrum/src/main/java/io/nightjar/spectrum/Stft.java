package io.nightjar.spectrum;

import io.nightjar.spectrum.transform.PowerTransform;
import io.nightjar.spectrum.vector.PowerTransforms;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * The short-time Fourier transform of sound that arrives in blocks of any size. The columns' bits
 * depend on the sound and the parameters alone: not on the sizes of blocks, the number of threads
 * or the machine. Not thread-safe; memory does not grow with the length of the sound.
 *
 * <p>Column k is centred at sample k × hop, for all k for which that sample exists. Before the
 * first and after the last sample there is silence. So one sample has a column, sound shorter than
 * a window has one for each hop, and no sound has none. Near both ends part of the window is
 * silence, and a steady tone reads up to 6 dB lower there. The silence around a recording with an
 * offset is at its offset (the mean of the nearest half window, if that is more than 1 % of full
 * scale), which would begin and stop like a bang otherwise.
 *
 * <p>Of several channels it gives the mean of their power, not that of their samples: these would
 * cancel each other out where one is wired the wrong way round. A sound that is the same in all
 * channels keeps its level; one in only one of two is 3 dB lower.
 */
public final class Stft {

  /** Columns that are computed at once; a multiple of all lane counts. */
  private static final int BLOCK = 32;

  private static final int MOST_LANES = 16;

  /** Of full scale; a mean of less is chance, and what it leaves at the ends is faint. */
  private static final float NOTABLE_OFFSET = 0.01f;

  private final StftParameters parameters;
  private final Columns columns;
  private final Executor executor;
  private final Worker[] workers;
  private final float[][] power;

  /** Of each channel the samples from {@code start}, an index into the sound, on. */
  private final float[][] buffers;

  private long start;
  private int filled;
  private long nextCentre;
  private long samples;

  /** A transform on the caller's thread. */
  public Stft(StftParameters parameters, int channels, Columns columns) {
    this(parameters, channels, columns, Runnable::run, 1);
  }

  /**
   * A transform on several threads: each computes columns of its own.
   *
   * @param channels how many the samples are of
   * @param columns is called on the thread that calls {@link #add} and {@link #finish}
   * @param executor runs so many tasks at a time
   * @param threads how many tasks the work is cut into
   */
  public Stft(
      StftParameters parameters, int channels, Columns columns, Executor executor, int threads) {
    this.parameters = parameters;
    this.columns = columns;
    this.executor = executor;
    this.workers = new Worker[threads];
    Arrays.setAll(workers, index -> new Worker(index));
    this.power = new float[BLOCK][parameters.bins()];
    int size = parameters.window().size();
    this.buffers = new float[channels][(BLOCK - 1) * parameters.hop() + size + size / 2];
    this.start = -size / 2;
    this.filled = size / 2; // the silence before the sound
  }

  /**
   * The most memory that one takes on one thread, in bytes. With <i>N</i> = window, <i>h</i> = hop,
   * <i>b</i> = bins, <i>c</i> channels, 16 lanes:
   *
   * <pre>
   *   4 c (31 h + 1.5 N)          samples that wait
   * + 4 · 32 b                    a block of columns
   * + 4 · 16 b                    a further channel's
   * + 4 (16 h + N)                samples laid out
   * + 64 N + 64 b                 complex numbers and levels of all lanes
   * + 32 N                        window and factors
   * + 4096                        arrays' headers
   * </pre>
   */
  public static long heapBytes(StftParameters parameters, int channels) {
    long size = parameters.window().size();
    long hop = parameters.hop();
    long bins = parameters.bins();
    return 4L * channels * ((BLOCK - 1) * hop + size + size / 2)
        + 4 * (BLOCK + MOST_LANES) * bins
        + 4 * (MOST_LANES * hop + size)
        + 64 * size
        + 64 * bins
        + 32 * size
        + 4096;
  }

  /**
   * Takes the next samples.
   *
   * @param block interleaved
   * @param count samples of each channel
   */
  public void add(float[] block, int count) {
    samples += count;
    int taken = 0;
    while (taken < count) {
      int room = Math.min(count - taken, buffers[0].length - filled);
      separate(block, taken, room);
      filled += room;
      taken += room;
      transformFullBlocks();
    }
  }

  /** Ends the sound: all columns have been given when it returns. Call once. */
  public void finish() {
    if (samples == 0) {
      return;
    }
    int half = parameters.window().size() / 2;
    int known = (int) Math.min(half, samples);
    float[] after = new float[buffers.length];
    for (int channel = 0; channel < after.length; channel++) {
      after[channel] = offset(buffers[channel], filled - known, known);
    }
    int added = 0;
    while (added < half) {
      int room = Math.min(half - added, buffers[0].length - filled);
      for (int channel = 0; channel < after.length; channel++) {
        Arrays.fill(buffers[channel], filled, filled + room, after[channel]);
      }
      filled += room;
      added += room;
      transformFullBlocks();
    }
    transform(ready());
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

  private void transformFullBlocks() {
    while (ready() >= BLOCK) {
      transform(BLOCK);
      dropWhatIsDone();
    }
  }

  /** How many columns have all of their samples. */
  private int ready() {
    int half = parameters.window().size() / 2;
    long end = Math.min(samples - 1, start + filled - half);
    return end < nextCentre ? 0 : (int) ((end - nextCentre) / parameters.hop()) + 1;
  }

  private void transform(int count) {
    if (nextCentre == 0) {
      fillBefore();
    }
    int half = parameters.window().size() / 2;
    int from = (int) (nextCentre - half - start);
    if (workers.length == 1) {
      workers[0].work(from, count);
    } else {
      CompletableFuture<?>[] all =
          IntStream.range(0, workers.length)
              .mapToObj(
                  i -> CompletableFuture.runAsync(() -> workers[i].work(from, count), executor))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all).join();
    }
    for (int i = 0; i < count; i++) {
      columns.accept(power[i]);
    }
    nextCentre += (long) count * parameters.hop();
  }

  private void fillBefore() {
    int half = parameters.window().size() / 2;
    int known = (int) Math.min(half, samples);
    for (float[] buffer : buffers) {
      Arrays.fill(buffer, 0, half, offset(buffer, half, known));
    }
  }

  /** The mean of some samples, or 0 if it is next to that. */
  private static float offset(float[] buffer, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += buffer[i];
    }
    float mean = (float) (sum / count);
    return Math.abs(mean) > NOTABLE_OFFSET ? mean : 0f;
  }

  /** Keeps half a window at least, of which the offset at the end is told. */
  private void dropWhatIsDone() {
    int half = parameters.window().size() / 2;
    int done = (int) Math.min(filled - half, nextCentre - half - start);
    for (float[] buffer : buffers) {
      System.arraycopy(buffer, done, buffer, 0, filled - done);
    }
    filled -= done;
    start += done;
  }

  /** Computes every so many batches of a block, into rows that no other worker touches. */
  private final class Worker {
    private final int index;
    private final PowerTransform transform;
    private final float[][] channelPower;

    Worker(int index) {
      this.index = index;
      this.transform =
          PowerTransforms.fastest(parameters.window(), parameters.hop(), parameters.scaling());
      this.channelPower = new float[transform.batch()][parameters.bins()];
    }

    void work(int from, int count) {
      int batch = transform.batch();
      for (int at = index * batch; at < count; at += workers.length * batch) {
        compute(from + at * parameters.hop(), Math.min(batch, count - at), at);
      }
    }

    private void compute(int from, int pieces, int row) {
      transform.compute(buffers[0], from, pieces, power, row);
      if (buffers.length == 1) {
        return;
      }
      for (int channel = 1; channel < buffers.length; channel++) {
        transform.compute(buffers[channel], from, pieces, channelPower, 0);
        for (int i = 0; i < pieces; i++) {
          addTo(power[row + i], channelPower[i]);
        }
      }
      for (int i = 0; i < pieces; i++) {
        scale(power[row + i], 1f / buffers.length);
      }
    }

    private static void addTo(float[] sum, float[] summand) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += summand[k];
      }
    }

    private static void scale(float[] power, float factor) {
      for (int k = 0; k < power.length; k++) {
        power[k] *= factor;
      }
    }
  }
}
