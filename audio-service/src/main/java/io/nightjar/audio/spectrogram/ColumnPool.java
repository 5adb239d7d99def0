package io.nightjar.audio.spectrogram;

import java.util.Arrays;

/**
 * Holds the columns of a spectrogram, never more than allowed. When it is full, neighbouring
 * columns are pooled in pairs, and from then on each column is the pool of twice as many spectra.
 * Of each pool it keeps the mean power, which preserves energy, and the greatest, in which no short
 * call drowns. What comes out depends only on the spectra and their number. Not thread-safe.
 *
 * <p>The greatest is only for the eye and kept to 0.02 dB, in half the space. Columns that pooling
 * frees are used again.
 */
final class ColumnPool {

  private final int bins;
  private final float[][] means;
  private final short[][] peaks;
  private final float[] sum;
  private final float[] peak;
  private int columns;
  private int pending;
  private int pooled = 1;

  ColumnPool(int bins, int mostColumns) {
    this.bins = bins;
    this.means = new float[mostColumns][];
    this.peaks = new short[mostColumns][];
    this.sum = new float[bins];
    this.peak = new float[bins];
  }

  /**
   * The most memory that a pool takes, in bytes: six for each cell, ten for each bin of the column
   * that is being made, and two arrays' headers and references for each column.
   */
  static long heapBytes(int bins, int mostColumns) {
    return 6L * bins * mostColumns + 10L * bins + 64L * mostColumns;
  }

  /** Takes the next spectrum, which stays the caller's. */
  void add(float[] power) {
    if (pooled == 1) {
      openColumn();
      System.arraycopy(power, 0, means[columns], 0, bins);
      encode(power, peaks[columns]);
      columns++;
      halveIfFull();
      return;
    }
    for (int k = 0; k < bins; k++) {
      sum[k] += power[k];
      // Not Math.max, which asks for NaN and the sign of zero.
      peak[k] = power[k] > peak[k] ? power[k] : peak[k];
    }
    pending++;
    if (pending == pooled) {
      closeColumn();
      halveIfFull();
    }
  }

  /** Ends the last column, which may be the pool of fewer spectra than the others. */
  void finish() {
    if (pending > 0) {
      closeColumn();
    }
  }

  private void openColumn() {
    if (means[columns] == null) {
      means[columns] = new float[bins];
      peaks[columns] = new short[bins];
    }
  }

  private void closeColumn() {
    openColumn();
    float[] mean = means[columns];
    float scale = 1f / pending;
    for (int k = 0; k < bins; k++) {
      mean[k] = sum[k] * scale;
    }
    encode(peak, peaks[columns]);
    Arrays.fill(sum, 0);
    Arrays.fill(peak, 0);
    columns++;
    pending = 0;
  }

  private static void encode(float[] power, short[] codes) {
    for (int k = 0; k < codes.length; k++) {
      codes[k] = Decibels.code(power[k]);
    }
  }

  private void halveIfFull() {
    if (columns == means.length) {
      halve();
    }
  }

  private void halve() {
    columns /= 2;
    for (int i = 0; i < columns; i++) {
      float[] mean = means[2 * i];
      float[] nextMean = means[2 * i + 1];
      short[] high = peaks[2 * i];
      short[] nextHigh = peaks[2 * i + 1];
      for (int k = 0; k < bins; k++) {
        mean[k] = (mean[k] + nextMean[k]) / 2;
        high[k] = (short) Math.max(high[k], nextHigh[k]);
      }
      swap(means, i, 2 * i);
      swap(peaks, i, 2 * i);
    }
    pooled *= 2;
  }

  private static <T> void swap(T[] arrays, int one, int other) {
    T array = arrays[one];
    arrays[one] = arrays[other];
    arrays[other] = array;
  }

  int columns() {
    return columns;
  }

  /** How many spectra make one column: a power of two. */
  int pooled() {
    return pooled;
  }

  /** Mean power of each bin; not a copy. */
  float[] mean(int column) {
    return means[column];
  }

  /** Greatest power of each bin, as {@link Decibels#code} gives it; not a copy. */
  short[] peakCodes(int column) {
    return peaks[column];
  }

  /** Greatest level of one bin, in dB. */
  float peak(int column, int bin) {
    return Decibels.ofCode(peaks[column][bin]);
  }
}
