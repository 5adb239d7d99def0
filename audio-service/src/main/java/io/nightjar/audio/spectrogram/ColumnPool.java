package io.nightjar.audio.spectrogram;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the columns of a spectrogram, never more than allowed. When it is full, neighbouring
 * columns are pooled in pairs, and from then on each column is the pool of twice as many spectra.
 * Of each pool it keeps the mean power, which preserves energy, and the greatest, in which no short
 * call drowns. What comes out depends only on the spectra and their number. Not thread-safe.
 */
final class ColumnPool {

  private final int bins;
  private final int mostColumns;
  private final List<float[]> means = new ArrayList<>();
  private final List<float[]> peaks = new ArrayList<>();
  private float[] sum;
  private float[] peak;
  private int pending;
  private int pooled = 1;

  ColumnPool(int bins, int mostColumns) {
    this.bins = bins;
    this.mostColumns = mostColumns;
    this.sum = new float[bins];
    this.peak = new float[bins];
  }

  /** Takes the next spectrum, which stays the caller's. */
  void add(float[] power) {
    for (int k = 0; k < bins; k++) {
      sum[k] += power[k];
      peak[k] = Math.max(peak[k], power[k]);
    }
    pending++;
    if (pending == pooled) {
      closeColumn();
      if (means.size() == mostColumns) {
        halve();
      }
    }
  }

  /** Ends the last column, which may be the pool of fewer spectra than the others. */
  void finish() {
    if (pending > 0) {
      closeColumn();
    }
  }

  private void closeColumn() {
    float scale = 1f / pending;
    for (int k = 0; k < bins; k++) {
      sum[k] *= scale;
    }
    means.add(sum);
    peaks.add(peak);
    sum = new float[bins];
    peak = new float[bins];
    pending = 0;
  }

  private void halve() {
    for (int i = 0; i < mostColumns / 2; i++) {
      float[] mean = means.get(2 * i);
      float[] nextMean = means.get(2 * i + 1);
      float[] high = peaks.get(2 * i);
      float[] nextHigh = peaks.get(2 * i + 1);
      for (int k = 0; k < bins; k++) {
        mean[k] = (mean[k] + nextMean[k]) / 2;
        high[k] = Math.max(high[k], nextHigh[k]);
      }
      means.set(i, mean);
      peaks.set(i, high);
    }
    means.subList(mostColumns / 2, mostColumns).clear();
    peaks.subList(mostColumns / 2, mostColumns).clear();
    pooled *= 2;
  }

  int columns() {
    return means.size();
  }

  /** How many spectra make one column: a power of two. */
  int pooled() {
    return pooled;
  }

  /** Mean power of each bin; not a copy. */
  float[] mean(int column) {
    return means.get(column);
  }

  /** Greatest power of each bin; not a copy. */
  float[] peak(int column) {
    return peaks.get(column);
  }
}
