package io.nightjar.worker;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Count;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** How much a worker service does at a time. */
@ConfigMapping(prefix = "nightjar.worker")
public interface WorkerConfig {
  /** Recordings that are worked on at the same time; as many as there are processors by default. */
  Optional<@WithConverter(Count.class) Integer> concurrency();

  /**
   * Records that are taken from the log before the first of them is finished; twice the concurrency
   * by default.
   */
  Optional<@WithConverter(Count.class) Integer> inFlight();

  /**
   * Heap bytes that the recordings in work may cost together; six tenths of the largest heap by
   * default.
   */
  Optional<@WithConverter(Bytes.class) Long> memoryBudgetBytes();
}
