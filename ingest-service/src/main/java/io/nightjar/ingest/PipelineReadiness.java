package io.nightjar.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the store has shown what it can do and the topics were reached; says what is in the
 * way.
 */
@Readiness
@ApplicationScoped
final class PipelineReadiness implements HealthCheck {
  private final IngestPipeline pipeline;

  PipelineReadiness(IngestPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("pipeline").status(pipeline.ready());
    pipeline.obstacle().ifPresent(cause -> response.withData("cause", cause));
    return response.build();
  }
}
