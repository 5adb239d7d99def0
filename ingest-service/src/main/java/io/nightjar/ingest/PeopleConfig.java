package io.nightjar.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How people are known by OpenID Connect; the provider itself is in `quarkus.oidc.*`. */
@ConfigMapping(prefix = "nightjar.people")
public interface PeopleConfig {
  /**
   * The claim of their tokens that names them. Only choose one that the provider never gives to
   * another person.
   */
  @WithDefault("sub")
  String claim();

  /** The provider's role whose bearers are operators; without it nobody is by their provider. */
  Optional<String> operatorRole();
}
