package io.nightjar.ingest;

import io.nightjar.ingest.http.BodyLimits;
import io.nightjar.ingest.identity.DeviceTokens;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds what knows nothing of the framework. */
final class Beans {
  @Produces
  @Singleton
  @Startup
  DeviceTokens deviceTokens(TokenConfig config) {
    try {
      return new DeviceTokens(config.secret());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "nightjar.token.secret must be at least 32 bytes as base64url"); // the cause may quote it
    }
  }

  @Produces
  @Singleton
  BodyLimits bodyLimits(HttpConfig config) {
    return new BodyLimits(
        config.bodyPause(),
        new BodyLimits.Pace(config.bodyLeastRate(), config.bodyWindow(), config.bodyDeadline()),
        config.refusedBytes(),
        config.refusedTime());
  }
}
