package io.nightjar.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.PipelineSettings;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.stage.StageBinding;
import io.nightjar.pipeline.stage.StageWorker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;

/** Runs the one stage that the service binds, from start to stop. */
@ApplicationScoped
class WorkerService {
  private final StageWorker worker;

  WorkerService(PipelineSettings settings, StageBinding<?> binding, MeterRegistry meters) {
    this.worker = new StageWorker(settings, binding, meters, Clock.systemUTC());
  }

  void start(@Observes StartupEvent event) {
    worker.start();
  }

  void stop(@Observes ShutdownEvent event) {
    worker.close();
  }

  EventConsumer.State state() {
    return worker.state();
  }

  Optional<String> obstacle() {
    return worker.obstacle();
  }
}
