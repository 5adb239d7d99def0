package io.nightjar.ingest;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Without the address of a provider, the framework's OpenID Connect refuses to start: off then. */
public final class OptionalProvider implements ConfigSourceInterceptor {
  /** The address of the provider of people's identity. */
  static final String ADDRESS = "quarkus.oidc.auth-server-url";

  private static final long serialVersionUID = 1L;
  private static final String ENABLED = "quarkus.oidc.tenant-enabled";

  /** Made by the framework. */
  public OptionalProvider() {}

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (!name.equals(ENABLED) || isThere(context.proceed(ADDRESS))) {
      return context.proceed(name);
    }
    return ConfigValue.builder()
        .withName(ENABLED)
        .withValue("false")
        .withConfigSourceName("no OpenID Connect")
        .build();
  }

  private static boolean isThere(@Nullable ConfigValue value) {
    return value != null && value.getValue() != null && !value.getValue().isBlank();
  }
}
