package io.nightjar.worker;

import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.settings.PipelineSettings;
import io.nightjar.pipeline.stage.WorkSettings;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.runtime.version.ProgramVersion;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The pipeline's settings and those of its works, as the service is configured. */
@Singleton
class WorkerSettings {
  @Produces
  @Singleton
  PipelineSettings settings(
      WorkerConfig config, KafkaSettings kafka, StoreSettings store, ProgramVersion version) {
    return new PipelineSettings(
        kafka,
        store,
        config.concurrency().orElse(Runtime.getRuntime().availableProcessors()),
        version.text());
  }

  @Produces
  @Singleton
  WorkSettings works(WorkerConfig config) {
    return new WorkSettings(
        config.deadlineBase(),
        config.slowestUnitsPerSecond(),
        config.longWorkUnits(),
        config
            .memoryBudgetBytes()
            .orElseGet(() -> WorkSettings.forHeap(Runtime.getRuntime().maxMemory()).memoryBytes()),
        new Backoff(config.firstRetry(), config.longestRetry()),
        config.scratchFolder().orElseGet(ScratchRoot::defaultFolder));
  }
}
