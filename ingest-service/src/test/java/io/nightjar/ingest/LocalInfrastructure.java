package io.nightjar.ingest;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.ingest.identity.OpenIdProvider;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A real broker, a real store and a provider of identity for the service under test. */
public class LocalInfrastructure implements QuarkusTestResourceLifecycleManager {
  /** The role by which the provider of people's identity tells operators. */
  static final String OPERATOR_ROLE = "fleet-admin";

  /** Recordings that the service decodes for readers at the same time. */
  static final int DECODED_AT_ONCE = 2;

  private static Optional<EmbeddedProcess> running = Optional.empty();
  private static Optional<OpenIdProvider> provider = Optional.empty();

  /** The provider of people's identity. */
  static OpenIdProvider provider() {
    return provider.orElseThrow();
  }

  /** The process, to be stopped and started by tests of its failures. */
  static EmbeddedProcess embedded() {
    return running.orElseThrow();
  }

  /** The store, for tests that look into it. */
  static StoreSettings store() {
    EmbeddedProcess process = embedded();
    return new StoreSettings(
        process.addresses().storeEndpoint(),
        "us-east-1",
        "nightjar",
        process.options().accessKey(),
        process.options().secretKey(),
        Duration.ofSeconds(10));
  }

  /** The keys of the service's tokens. */
  static Path keysFile() {
    return keys().resolve("keys.json");
  }

  /** The keys of someone else. */
  static Path otherKeysFile() {
    return keys().resolve("other.json");
  }

  private static Path keys() {
    return embedded().options().data();
  }

  /** What the service is told. */
  static Map<String, String> settings() {
    EmbeddedProcess process = embedded();
    return Map.ofEntries(
        Map.entry("nightjar.kafka.bootstrap-servers", process.addresses().bootstrapServers()),
        Map.entry("nightjar.kafka.publish-timeout-seconds", "5"),
        Map.entry("nightjar.kafka.replication-factor", "1"),
        Map.entry("nightjar.store.endpoint", process.addresses().storeEndpoint().toString()),
        Map.entry("nightjar.store.access-key", process.options().accessKey()),
        Map.entry("nightjar.store.secret-key", process.options().secretKey()),
        Map.entry("nightjar.token.keys-file", keysFile().toString()),
        Map.entry("nightjar.registration.mode", "invitation"),
        Map.entry("nightjar.people.operator-role", OPERATOR_ROLE),
        Map.entry("quarkus.oidc.auth-server-url", provider().issuer()),
        Map.entry("nightjar.limits.audio-bytes", Integer.toString(RecordingsTest.LARGEST_SOUND)),
        Map.entry("nightjar.limits.uploads-per-device", Integer.toString(FairnessTest.PER_DEVICE)),
        Map.entry("nightjar.http.body-window", "1s"),
        Map.entry("nightjar.archive.members", Integer.toString(ArchivesTest.MOST_MEMBERS)),
        Map.entry("nightjar.archive.inflated-bytes", Long.toString(ArchivesTest.MOST_BYTES)),
        Map.entry("nightjar.archive.at-once", "1"),
        Map.entry("nightjar.frames.at-once", Integer.toString(DECODED_AT_ONCE)),
        Map.entry("nightjar.frames.patience", "100ms"),
        Map.entry("nightjar.frames.stall", "5s"),
        Map.entry(
            "nightjar.renders.per-group-minute", Integer.toString(RendersTest.PER_GROUP_MINUTE)),
        Map.entry("nightjar.outbox.interval", "1s"),
        Map.entry("nightjar.outbox.patience", "1s"),
        Map.entry("quarkus.http.cors.enabled", "true"),
        Map.entry("quarkus.http.cors.origins", "https://pages.example"),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry("quarkus.management.test-port", "0"),
        Map.entry(
            "nightjar.limits.uploads-at-once", Integer.toString(RecordingsTest.UPLOADS_AT_ONCE)));
  }

  @Override
  public Map<String, String> start() {
    try {
      running =
          Optional.of(
              EmbeddedProcess.start(
                  EmbeddedOptions.in(Files.createTempDirectory("nightjar-ingest-test-"))));
      provider = Optional.of(OpenIdProvider.start());
      TokenKeys.generate().write(keysFile());
      TokenKeys.generate().write(otherKeysFile());
      DeviceTokensFor.forget();
      return settings();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    running.ifPresent(EmbeddedProcess::close);
    provider.ifPresent(OpenIdProvider::close);
  }
}
