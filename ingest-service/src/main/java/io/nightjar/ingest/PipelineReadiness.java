package io.nightjar.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the store and the topics were reached. */
@Readiness
@ApplicationScoped
final class PipelineReadiness implements HealthCheck {
  private final IngestPipeline pipeline;

  PipelineReadiness(IngestPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("pipeline").status(pipeline.ready()).build();
  }
}
