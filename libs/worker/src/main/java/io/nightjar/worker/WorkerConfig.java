package io.nightjar.worker;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.LongCount;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How much a worker service does at a time, and how long it may take. */
@ConfigMapping(prefix = "nightjar.worker")
public interface WorkerConfig {
  /** Recordings that are worked on at the same time; as many as there are processors by default. */
  Optional<@WithConverter(Count.class) Integer> concurrency();

  /**
   * Heap that the recordings in work may cost together; three fifths of the largest heap by
   * default.
   */
  Optional<@WithConverter(Bytes.class) Long> memoryBudgetBytes();

  /** How long any work may take, however small it is. */
  @WithDefault("60s")
  @WithConverter(Time.class)
  Duration deadlineBase();

  /**
   * How fast a work must go beyond that, in pixels or samples a second. A slower one is tried again
   * elsewhere, and never is the recording's fault.
   */
  @WithDefault("1000000")
  @WithConverter(LongCount.class)
  long slowestUnitsPerSecond();

  /** A work of more pixels or samples is long; long works never take the last worker. */
  @WithDefault("200000000")
  @WithConverter(LongCount.class)
  long longWorkUnits();

  /** How long a work waits after its machine failed on it for the first time. */
  @WithDefault("10s")
  @WithConverter(Time.class)
  Duration firstRetry();

  /** How long a work waits at most after its machine failed on it. */
  @WithDefault("2m")
  @WithConverter(Time.class)
  Duration longestRetry();

  /**
   * Where copies of the recordings in work lie, each service's in a folder of its own; the folder
   * for temporary files by default.
   */
  Optional<Path> scratchFolder();
}
