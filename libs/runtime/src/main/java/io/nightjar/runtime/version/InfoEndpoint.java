package io.nightjar.runtime.version;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says which build runs, on the management port if there is one. */
@ApplicationScoped
class InfoEndpoint {
  private static final String PATH = "/q/info";

  private final ProgramVersion version;
  private final String service;
  private final boolean managed;

  InfoEndpoint(
      ProgramVersion version,
      @ConfigProperty(name = "quarkus.application.name") String service,
      @ConfigProperty(name = "quarkus.management.enabled", defaultValue = "false")
          boolean managed) {
    this.version = version;
    this.service = service;
    this.managed = managed;
  }

  void onPublicPort(@Observes Router router) {
    if (!managed) {
      router.get(PATH).handler(this::answer);
    }
  }

  void onManagementPort(@Observes ManagementInterface management) {
    management.router().get(PATH).handler(this::answer);
  }

  private void answer(RoutingContext exchange) {
    JsonObject info =
        new JsonObject()
            .put("service", service)
            .put("version", version.text())
            .put("release", version.release())
            .put("dirty", version.dirty());
    version.commit().ifPresent(commit -> info.put("commit", commit));
    version.commitTime().ifPresent(time -> info.put("commitTime", time));
    exchange.json(info);
  }
}
