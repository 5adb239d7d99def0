package io.nightjar.worker;

import io.nightjar.pipeline.Limits;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** The limits, as the service is configured. */
@Singleton
class ConfiguredLimits {
  @Produces
  @Singleton
  Limits limits(Config config) {
    return Limits.read(name -> config.getOptionalValue(name, String.class));
  }
}
