package io.nightjar.runtime.version;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The version of this service. */
@Singleton
class RunningVersion {
  @Produces
  @Singleton
  ProgramVersion version(
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String release) {
    return ProgramVersion.of(release);
  }
}
