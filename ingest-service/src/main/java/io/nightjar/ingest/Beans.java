package io.nightjar.ingest;

import io.nightjar.ingest.http.BodyLimits;
import io.nightjar.ingest.identity.DeviceTokens;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds what knows nothing of the framework. */
final class Beans {
  @Produces
  @Singleton
  DeviceTokens deviceTokens(@ConfigProperty(name = "nightjar.token.secret") String secret) {
    return new DeviceTokens(secret);
  }

  @Produces
  @Singleton
  BodyLimits bodyLimits(
      @ConfigProperty(name = "nightjar.http.body-pause") Duration pause,
      @ConfigProperty(name = "nightjar.http.refused-bytes") long refusedBytes,
      @ConfigProperty(name = "nightjar.http.refused-time") Duration refusedTime) {
    return new BodyLimits(pause, refusedBytes, refusedTime);
  }
}
