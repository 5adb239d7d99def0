package io.nightjar.ingest;

import io.nightjar.ingest.http.BodyLimits;
import io.nightjar.ingest.identity.OwnTokens;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.identity.WatchedKeys;
import io.nightjar.registry.token.TokenSigner;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;

/** Builds what knows nothing of the framework. */
final class Beans {
  @Produces
  @Singleton
  @Startup
  WatchedKeys tokenKeys(TokenConfig config) {
    try {
      return new WatchedKeys(config.keysFile());
    } catch (IOException e) {
      throw new ConfigurationException("nightjar.token.keys-file can't be read: " + e);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("nightjar.token.keys-file: " + e.getMessage());
    }
  }

  @Produces
  @Singleton
  OwnTokens ownTokens(WatchedKeys keys, TokenConfig config) {
    return new OwnTokens(keys, config.issuer());
  }

  @Produces
  @Singleton
  TokenSigner tokenSigner(WatchedKeys keys, TokenConfig config) {
    return new TokenSigner(keys, config.issuer(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  RegisteredCallers callers(IngestPipeline pipeline, RegistryConfig config) {
    return new RegisteredCallers(pipeline::registry, config.freshness(), config.remembered());
  }

  @Produces
  @Singleton
  BodyLimits bodyLimits(HttpConfig config) {
    return new BodyLimits(config.bodyPause(), config.refusedBytes(), config.refusedTime());
  }
}
