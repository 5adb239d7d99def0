package io.nightjar.ingest;

import io.nightjar.ingest.identity.DeviceTokens;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds what knows nothing of the framework. */
final class Beans {
  @Produces
  @Singleton
  DeviceTokens deviceTokens(@ConfigProperty(name = "nightjar.token.secret") String secret) {
    return new DeviceTokens(secret);
  }
}
