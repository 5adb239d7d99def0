package io.nightjar.ingest;

import io.nightjar.ingest.identity.OpenIdProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The same with a provider of people's identity, where registration needs an invitation. */
public final class IdentityInfrastructure extends LocalInfrastructure {
  /** The provider's role of operators. */
  static final String OPERATOR_ROLE = "fleet-admin";

  private static Optional<OpenIdProvider> provider = Optional.empty();

  /** The provider. */
  public static OpenIdProvider provider() {
    return provider.orElseThrow();
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    try {
      provider = Optional.of(OpenIdProvider.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.put("quarkus.oidc.auth-server-url", provider().issuer());
    settings.put("quarkus.oidc.connection-timeout", "2s");
    settings.put("nightjar.people.operator-role", OPERATOR_ROLE);
    settings.put("nightjar.registration.mode", "invitation");
    return settings;
  }

  @Override
  public void stop() {
    provider.ifPresent(OpenIdProvider::close);
    super.stop();
  }
}
