package io.nightjar.media;

import java.time.Duration;

/**
 * What a child process may use.
 *
 * @param startup wall-clock time that any recording may take, however short
 * @param slowestSamplesPerSecond the least pace, counted in samples of all channels, or in pixels
 *     of a video: a child that keeps it is in time
 * @param addressSpaceBytes virtual memory; enforced on Linux
 * @param fileBytes the largest file that it may write; enforced on Linux
 */
public record ProcessLimits(
    Duration startup, long slowestSamplesPerSecond, long addressSpaceBytes, long fileBytes) {

  /**
   * 2 minutes and 200,000 samples a second, which a hundredth of a core decodes: 6 hours of 48 kHz
   * have 88 minutes. 1 GiB of address space (FFmpeg's libraries alone map 100 MiB), no file at all.
   */
  public static final ProcessLimits DEFAULT =
      new ProcessLimits(Duration.ofMinutes(2), 200_000, 1L << 30, 0);

  public ProcessLimits {
    if (!startup.isPositive()) {
      throw new IllegalArgumentException("startup must be positive: " + startup);
    }
    if (slowestSamplesPerSecond < 1) {
      throw new IllegalArgumentException(
          "samples per second must be positive: " + slowestSamplesPerSecond);
    }
    if (addressSpaceBytes < 1 << 20) {
      throw new IllegalArgumentException("address space below 1 MiB: " + addressSpaceBytes);
    }
    if (fileBytes < 0) {
      throw new IllegalArgumentException("file size must not be negative: " + fileBytes);
    }
  }

  /** The same limits for a child that may write a file. */
  public ProcessLimits withFileBytes(long bytes) {
    return new ProcessLimits(startup, slowestSamplesPerSecond, addressSpaceBytes, bytes);
  }

  /**
   * Wall-clock time from a child's start until it has ended and its output has been consumed:
   * {@code startup + samples / slowestSamplesPerSecond}. To miss it is a {@linkplain
   * ChildFault#DEADLINE_MISSED fault of the machine}.
   *
   * @param samples of all channels: those that the recording claims or, if they are more, those
   *     that have been decoded; or the pixels that have been encoded
   */
  public Duration deadline(long samples) {
    long millis = (long) (1000.0 * Math.max(0, samples) / slowestSamplesPerSecond);
    return startup.plusMillis(millis);
  }
}
