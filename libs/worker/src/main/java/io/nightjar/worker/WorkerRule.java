package io.nightjar.worker;

import io.nightjar.runtime.settings.SettingsRule;
import java.time.Duration;

/** Settings of works that contradict each other, or leave no room for any work. */
public final class WorkerRule implements SettingsRule<WorkerConfig> {
  private static final long LEAST_MEMORY = 1 << 20;
  private static final Duration LONGEST_FIRST = Duration.ofDays(1);

  @Override
  public Class<WorkerConfig> mapping() {
    return WorkerConfig.class;
  }

  @Override
  public void check(WorkerConfig settings) {
    settings
        .memoryBudgetBytes()
        .filter(bytes -> bytes < LEAST_MEMORY)
        .ifPresent(
            bytes -> {
              throw new IllegalArgumentException(
                  "nightjar.worker.memory-budget-bytes is " + bytes + "; expected: at least 1M");
            });
    if (settings.firstRetry().compareTo(LONGEST_FIRST) > 0) {
      throw new IllegalArgumentException("nightjar.worker.first-retry; expected: at most 1d");
    }
    if (settings.firstRetry().compareTo(settings.longestRetry()) > 0) {
      throw new IllegalArgumentException(
          "nightjar.worker.first-retry is longer than nightjar.worker.longest-retry;"
              + " expected: at most as long");
    }
  }
}
