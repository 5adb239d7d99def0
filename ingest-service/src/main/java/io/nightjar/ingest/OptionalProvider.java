package io.nightjar.ingest;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Without the address of a provider, the framework's OpenID Connect refuses to start: off then. */
public final class OptionalProvider implements ConfigSourceFactory {
  /** The address of the provider of people's identity. */
  static final String ADDRESS = "quarkus.oidc.auth-server-url";

  /** Behind all that is configured. */
  private static final int ORDINAL = 50;

  /** Made by the framework. */
  public OptionalProvider() {}

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue address = context.getValue(ADDRESS);
    return address == null || address.getValue() == null || address.getValue().isBlank()
        ? List.of(
            new PropertiesConfigSource(
                Map.of("quarkus.oidc.tenant-enabled", "false"), "no OpenID Connect", ORDINAL))
        : List.of();
  }
}
