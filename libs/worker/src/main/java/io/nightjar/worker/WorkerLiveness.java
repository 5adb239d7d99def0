package io.nightjar.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** To be replaced once it never will take a record again. */
@Liveness
@ApplicationScoped
class WorkerLiveness implements HealthCheck {
  private final WorkerService service;

  WorkerLiveness(WorkerService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("consumer").status(service.healthy()).build();
  }
}
