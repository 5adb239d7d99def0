package io.nightjar.worker;

import io.nightjar.pipeline.consume.EventConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while it takes records; says what is in the way until then. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {
  private final WorkerService service;

  WorkerReadiness(WorkerService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("consumer")
            .status(service.state() == EventConsumer.State.RUNNING)
            .withData("state", service.state().name());
    cause().ifPresent(cause -> response.withData("cause", cause));
    return response.build();
  }

  private Optional<String> cause() {
    return service
        .obstacle()
        .or(
            () ->
                service.state() == EventConsumer.State.STARTING
                    ? Optional.of("the store and the topics are looked for")
                    : Optional.empty());
  }
}
