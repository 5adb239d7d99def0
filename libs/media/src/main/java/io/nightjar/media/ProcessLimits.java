package io.nightjar.media;

import java.time.Duration;

/**
 * What a child process may use.
 *
 * @param deadline wall-clock time from its start until it has ended and its output has been
 *     consumed
 * @param addressSpaceBytes virtual memory; enforced on Linux
 * @param fileBytes the largest file that it may write; enforced on Linux
 */
public record ProcessLimits(Duration deadline, long addressSpaceBytes, long fileBytes) {

  /** 15 minutes, 1 GiB of address space (FFmpeg's libraries alone map 100 MiB), no file at all. */
  public static final ProcessLimits DEFAULT =
      new ProcessLimits(Duration.ofMinutes(15), 1L << 30, 0);

  public ProcessLimits {
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("deadline must be positive: " + deadline);
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
    return new ProcessLimits(deadline, addressSpaceBytes, bytes);
  }
}
