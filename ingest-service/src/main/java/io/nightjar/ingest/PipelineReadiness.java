package io.nightjar.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the store has shown what it can do and the topics were reached. */
@Readiness
@ApplicationScoped
final class PipelineReadiness implements HealthCheck {
  private final IngestPipeline pipeline;

  PipelineReadiness(IngestPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("pipeline").status(pipeline.ready());
    pipeline.unfit().ifPresent(cause -> answer.withData("cause", cause));
    return answer.build();
  }
}
