package io.nightjar.ingest.identity;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Says that there is no provider of people's identity but the one that may be configured. Without a
 * resolver the framework would insist on that one.
 */
@ApplicationScoped
final class NoFurtherProviders implements TenantConfigResolver {
  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext routing, OidcRequestContext<OidcTenantConfig> context) {
    return Uni.createFrom().nullItem();
  }
}
