package io.nightjar.ingest;

import io.nightjar.runtime.settings.HttpAddress;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How recordings and artefacts are read. */
@ConfigMapping(prefix = "nightjar.reading")
public interface ReadingConfig {
  /**
   * The store's address as readers can reach it. Where it is set, they are sent there by links that
   * are signed for one object; else the bytes come through this service.
   */
  @WithConverter(HttpAddress.class)
  Optional<URI> publicStoreEndpoint();

  /** How long such a link can be used, one second to seven days. */
  @WithDefault("5m")
  @WithConverter(Time.class)
  Duration linkLife();
}
