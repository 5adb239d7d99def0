package io.nightjar.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.fairness.GroupAllowance;
import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.ingest.http.BodyLimits;
import io.nightjar.ingest.identity.OwnTokens;
import io.nightjar.ingest.identity.ProvidedPeople;
import io.nightjar.ingest.identity.Recorders;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.identity.WatchedKeys;
import io.nightjar.ingest.registration.Hashing;
import io.nightjar.ingest.registration.Registration;
import io.nightjar.ingest.registration.Tokens;
import io.nightjar.ingest.render.RenderRequests;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.scratch.ScratchSpace;
import io.nightjar.registry.Registry;
import io.nightjar.registry.password.Passwords;
import io.nightjar.registry.token.TokenSigner;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.identity.IdentityProviderManager;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
    return new OwnTokens(keys, config.issuer(), InstantSource.system());
  }

  @Produces
  @Singleton
  TokenSigner tokenSigner(WatchedKeys keys, TokenConfig config) {
    return new TokenSigner(keys, config.issuer(), Clock.systemUTC());
  }

  @Produces
  @Singleton
  Supplier<Registry> registry(IngestPipeline pipeline) {
    return pipeline::registry;
  }

  @Produces
  @Singleton
  Supplier<Uploads> uploads(IngestPipeline pipeline) {
    return pipeline::uploads;
  }

  @Produces
  @Singleton
  DeviceShares shares(IngestPipeline pipeline) {
    return pipeline.shares();
  }

  @Produces
  @Singleton
  Supplier<EventPublisher> publisher(IngestPipeline pipeline) {
    return pipeline::publisher;
  }

  @Produces
  @Singleton
  RegisteredCallers callers(Supplier<Registry> registry, RegistryConfig config) {
    return new RegisteredCallers(registry, config.freshness(), config.remembered());
  }

  @Produces
  @Singleton
  Recorders recorders(RegisteredCallers callers) {
    return new Recorders(callers);
  }

  @Produces
  @Singleton
  ProvidedPeople providedPeople(
      @ConfigProperty(name = OptionalProvider.ADDRESS) Optional<String> provider,
      PeopleConfig config,
      OidcAuthenticationMechanism mechanism,
      IdentityProviderManager providers) {
    return new ProvidedPeople(
        provider.isPresent(), config.claim(), config.operatorRole(), mechanism, providers);
  }

  @Produces
  @Singleton
  Hashing hashing(PasswordConfig config) {
    return new Hashing(new Passwords(config.atOnce(), config.patience()));
  }

  @Produces
  @Singleton
  Registration registration(
      Supplier<Registry> registry, Hashing hashing, RegistrationConfig config) {
    return new Registration(registry, hashing, config.mode());
  }

  @Produces
  @Singleton
  Tokens tokens(
      Supplier<Registry> registry, Hashing hashing, TokenSigner signer, TokenConfig config) {
    return new Tokens(
        registry,
        hashing,
        signer,
        new Tokens.Lifetimes(config.deviceLifetime(), config.personLifetime()));
  }

  @Produces
  @Singleton
  DecodingPlaces decodingPlaces(FramesConfig config, MeterRegistry meters) {
    return new DecodingPlaces(config.atOnce(), config.heap(), config.patience(), meters);
  }

  @Produces
  @Singleton
  GroupAllowance renderAllowance(RendersConfig config) {
    return new GroupAllowance(config.perGroupMinute());
  }

  @Produces
  @Singleton
  RenderRequests renderRequests(
      IngestPipeline pipeline, Supplier<EventPublisher> publisher, GroupAllowance allowance) {
    return new RenderRequests(
        pipeline.store(), publisher, allowance, IngestPipeline.SERVICE, Clock.systemUTC());
  }

  @Produces
  @Singleton
  ScratchSpace scratch(ScratchConfig config, MeterRegistry meters) {
    ScratchSpace scratch =
        new ScratchSpace(ScratchRoot.defaultFolder(), config.bytes(), config.patience());
    PipelineMeter.SCRATCH_USED.gauge(meters, scratch, ScratchSpace::used);
    return scratch;
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
