package io.nightjar.worker;

import io.nightjar.pipeline.consume.EventConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while it takes records. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {
  private final WorkerService service;

  WorkerReadiness(WorkerService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("consumer")
        .status(service.state() == EventConsumer.State.RUNNING)
        .withData("state", service.state().name())
        .build();
  }
}
