package io.nightjar.pipeline.settings;

import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.store.StoreSettings;

/**
 * What a worker must be told.
 *
 * @param kafka the message log
 * @param store the object store
 * @param concurrency recordings that are worked on at the same time
 * @param serviceVersion what is running, for dead letters and traces
 */
public record PipelineSettings(
    KafkaSettings kafka, StoreSettings store, int concurrency, String serviceVersion) {
  public PipelineSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException("nightjar.worker.concurrency must be at least 1");
    }
  }
}
