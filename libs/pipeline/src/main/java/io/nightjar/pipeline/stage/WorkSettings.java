package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.scratch.ScratchRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a work may use of its machine. Units are pixels of video or samples of sound.
 *
 * @param deadlineBase how long any work may take, however small it is
 * @param slowestUnitsPerSecond how fast a work must go beyond that: its deadline follows from what
 *     it has worked on so far
 * @param longWorkUnits a work of more units is long; long works never take the last worker
 * @param memoryBytes heap that the works of this process may hold together
 * @param machineRetries how long a work waits after its machine failed on it
 * @param scratchFolder where copies of recordings in work lie; may be shared with other processes
 */
public record WorkSettings(
    Duration deadlineBase,
    long slowestUnitsPerSecond,
    long longWorkUnits,
    long memoryBytes,
    Backoff machineRetries,
    Path scratchFolder) {
  private static final int MIB = 1 << 20;

  public WorkSettings {
    if (!deadlineBase.isPositive()) {
      throw new IllegalArgumentException("the deadline's base must be positive: " + deadlineBase);
    }
    if (slowestUnitsPerSecond < 1 || longWorkUnits < 1 || memoryBytes < MIB) {
      throw new IllegalArgumentException(
          "at least 1 unit a second, 1 unit and 1 MiB: "
              + List.of(slowestUnitsPerSecond, longWorkUnits, memoryBytes));
    }
  }

  /** For a heap of the given size, of which three fifths are the works'. */
  public static WorkSettings forHeap(long heapBytes) {
    return new WorkSettings(
        Duration.ofMinutes(1),
        1_000_000,
        200_000_000,
        Math.max(MIB, heapBytes / 5 * 3),
        new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(2)),
        ScratchRoot.defaultFolder());
  }
}
