package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.time.Duration;

/** What is measured of works: how long they take, and how they end. */
final class StageMeters {
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final MeterRegistry registry;

  StageMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @FunctionalInterface
  interface Attempted {
    WorkResult run() throws InterruptedException;
  }

  /** Runs an attempt and measures it. */
  WorkResult timed(Work work, Attempted attempt) throws InterruptedException {
    Timer.Sample timer = Timer.start(registry);
    WorkResult result = attempt.run();
    String stage = work.version().stage();
    String status = status(result);
    timer.stop(
        PipelineMeter.STAGE_DURATION
            .timer(stage, status)
            .publishPercentileHistogram()
            .minimumExpectedValue(SHORTEST)
            .maximumExpectedValue(LONGEST)
            .register(registry));
    PipelineMeter.WORKS_ENDED.counter(registry, stage, status, code(result)).increment();
    return result;
  }

  private static String status(WorkResult result) {
    return switch (result) {
      case WorkResult.Committed committed -> committed.manifest().manifest().status().text();
      case WorkResult.MachineFailed _ -> "machine-failed";
      case WorkResult.ContractBroken _ -> "contract-broken";
    };
  }

  private static String code(WorkResult result) {
    return switch (result) {
      case WorkResult.Committed committed -> committed.manifest().manifest().code().orElse("none");
      case WorkResult.MachineFailed failed -> failed.fault().code();
      case WorkResult.ContractBroken broken -> broken.fault().code();
    };
  }
}
