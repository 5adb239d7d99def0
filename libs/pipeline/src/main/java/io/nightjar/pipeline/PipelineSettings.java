package io.nightjar.pipeline;

import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.store.StoreSettings;

/**
 * What a worker must be told.
 *
 * @param kafka the message log
 * @param store the object store
 * @param concurrency recordings that are worked on at the same time
 * @param inFlight records that are taken from the log before the first of them is finished
 * @param memoryBudget heap bytes that the recordings in work may cost together
 * @param serviceVersion what is running, for dead letters and traces
 */
public record PipelineSettings(
    KafkaSettings kafka,
    StoreSettings store,
    int concurrency,
    int inFlight,
    long memoryBudget,
    String serviceVersion) {

  private static final int IN_FLIGHT_PER_WORKER = 2;

  /** The rest of the heap is for what does not grow with recordings. */
  private static final double BUDGETED_HEAP = 0.6;

  public PipelineSettings {
    if (concurrency < 1 || memoryBudget < 1) {
      throw new IllegalArgumentException(
          "nightjar.worker.concurrency and memory-budget-bytes must be at least 1");
    }
    if (inFlight < concurrency) {
      throw new IllegalArgumentException(
          "nightjar.worker.in-flight must be at least nightjar.worker.concurrency, or workers idle: "
              + inFlight
              + " < "
              + concurrency);
    }
  }

  /** With two records in flight for each worker, and a budget that fits this JVM's heap. */
  public PipelineSettings(
      KafkaSettings kafka, StoreSettings store, int concurrency, String serviceVersion) {
    this(
        kafka,
        store,
        concurrency,
        defaultInFlight(concurrency),
        defaultMemoryBudget(),
        serviceVersion);
  }

  /** Two records for each worker: one in work, one ready. */
  public static int defaultInFlight(int concurrency) {
    return Math.multiplyExact(concurrency, IN_FLIGHT_PER_WORKER);
  }

  /** Six tenths of the largest heap that this JVM may have. */
  public static long defaultMemoryBudget() {
    return (long) (Runtime.getRuntime().maxMemory() * BUDGETED_HEAP);
  }
}
