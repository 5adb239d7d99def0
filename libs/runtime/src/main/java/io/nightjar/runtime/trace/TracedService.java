package io.nightjar.runtime.trace;

import io.nightjar.runtime.version.ProgramVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is recorded of a service's spans, and what every one of them says of the service. */
@Singleton
class TracedService {
  private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");

  /**
   * Every span is recorded where a collector is named, and none elsewhere: then their ids still
   * connect logs and events, and nothing is sent anywhere.
   */
  @Produces
  @Singleton
  Sampler sampler(
      @ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint") Optional<String> collector) {
    return collector.filter(address -> !address.isBlank()).isPresent()
        ? Sampler.parentBased(Sampler.alwaysOn())
        : Sampler.alwaysOff();
  }

  /** Beside the service's name: which build runs. */
  @Produces
  @Singleton
  Resource resource(ProgramVersion version) {
    return Resource.create(Attributes.of(VERSION, version.text()));
  }
}
