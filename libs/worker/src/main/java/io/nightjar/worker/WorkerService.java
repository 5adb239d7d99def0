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
import org.eclipse.microprofile.config.Config;

/** Runs the one stage that the service binds, from start to stop. */
@ApplicationScoped
class WorkerService {
  private final StageWorker worker;

  WorkerService(Config config, StageBinding<?> binding, MeterRegistry meters) {
    PipelineSettings settings =
        PipelineSettings.read(name -> config.getOptionalValue(name, String.class));
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
}
