package io.nightjar.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.settings.PipelineSettings;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageWorker;
import io.nightjar.pipeline.stage.WorkSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;

/** Runs the stages that the service binds, from start to stop. */
@ApplicationScoped
class WorkerService {
  private final StageWorker worker;

  WorkerService(
      PipelineSettings settings, WorkSettings works, ServiceBinding binding, MeterRegistry meters) {
    this.worker = new StageWorker(settings, works, binding, meters, Clock.systemUTC());
  }

  void start(@Observes StartupEvent event) {
    worker.start();
  }

  void stop(@Observes ShutdownEvent event) {
    worker.close();
  }

  boolean healthy() {
    return worker.healthy();
  }

  EventConsumer.State state() {
    return worker.state();
  }

  Optional<String> obstacle() {
    return worker.obstacle();
  }
}
