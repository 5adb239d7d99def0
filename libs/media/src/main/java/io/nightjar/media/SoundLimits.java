package io.nightjar.media;

import java.time.Duration;

/**
 * Which recordings are decoded at all.
 *
 * @param longest decoded length; what the container claims doesn't count
 * @param channels the most channels
 * @param lowestSampleRate in Hz
 * @param highestSampleRate in Hz
 * @param process what each child process may use
 */
public record SoundLimits(
    Duration longest,
    int channels,
    int lowestSampleRate,
    int highestSampleRate,
    ProcessLimits process) {

  /** 24 hours, 8 channels, 250 Hz (elephants' infrasound) … 1 MHz (bats). */
  public static final SoundLimits DEFAULT =
      new SoundLimits(Duration.ofHours(24), 8, 250, 1_000_000, ProcessLimits.DEFAULT);

  public SoundLimits {
    if (!longest.isPositive() || channels < 1) {
      throw new IllegalArgumentException(
          "nothing would pass: longest " + longest + ", channels " + channels);
    }
    if (lowestSampleRate < 1 || highestSampleRate < lowestSampleRate) {
      throw new IllegalArgumentException(
          "sample rates " + lowestSampleRate + "…" + highestSampleRate);
    }
  }

  /** The most samples of one channel at a rate. */
  long longestSamples(int sampleRate) {
    return Math.multiplyExact(longest.toMillis(), sampleRate) / 1000;
  }
}
