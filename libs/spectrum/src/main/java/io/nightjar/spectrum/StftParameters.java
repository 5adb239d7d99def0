package io.nightjar.spectrum;

import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;

/**
 * What a short-time Fourier transform does: spectrum k is that of the samples around sample k ×
 * hop.
 *
 * @param window of an even size N, at least 4; powers of two are fast
 * @param hop samples from the centre of one column to that of the next, 1…N
 * @param scaling what a power of 1 means
 */
public record StftParameters(Window window, int hop, Scaling scaling) {

  public StftParameters {
    if (window.size() < 4 || window.size() % 2 != 0) {
      throw new IllegalArgumentException("window must be even and at least 4: " + window.size());
    }
    if (hop < 1 || hop > window.size()) {
      throw new IllegalArgumentException("hop must be 1…" + window.size() + ": " + hop);
    }
  }

  /** Frequencies from 0 to half the sample rate, both included: N/2 + 1. */
  public int bins() {
    return window.size() / 2 + 1;
  }

  /** How many columns so many samples have: one for each centre that is one of them. */
  public long columns(long samples) {
    return (samples + hop - 1) / hop;
  }

  /** The time of a column's centre in seconds, if sample 0 is at 0. */
  public double secondsOf(long column, double sampleRate) {
    return column * (double) hop / sampleRate;
  }

  /** The frequency of a bin's centre in Hz: k·fs/N. */
  public double hertzOf(int bin, double sampleRate) {
    return bin * sampleRate / window.size();
  }
}
