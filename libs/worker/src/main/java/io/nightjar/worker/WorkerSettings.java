package io.nightjar.worker;

import io.nightjar.pipeline.PipelineSettings;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.runtime.version.ProgramVersion;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The pipeline's settings, as the service is configured. */
@Singleton
class WorkerSettings {
  @Produces
  @Singleton
  PipelineSettings settings(
      WorkerConfig config, KafkaSettings kafka, StoreSettings store, ProgramVersion version) {
    int concurrency = config.concurrency().orElse(Runtime.getRuntime().availableProcessors());
    return new PipelineSettings(
        kafka,
        store,
        concurrency,
        config.inFlight().orElse(PipelineSettings.defaultInFlight(concurrency)),
        config.memoryBudgetBytes().orElse(PipelineSettings.defaultMemoryBudget()),
        version.text());
  }
}
