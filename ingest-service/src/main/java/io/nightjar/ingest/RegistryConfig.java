package io.nightjar.ingest;

import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the registry of devices and people is read. */
@ConfigMapping(prefix = "nightjar.registry")
public interface RegistryConfig {
  /**
   * How long what the registry says of a caller is believed; so long does a revocation take to be
   * known everywhere.
   */
  @WithDefault("10s")
  @WithConverter(Time.class)
  Duration freshness();

  /** Of how many callers it is remembered. */
  @WithDefault("10000")
  @WithConverter(Count.class)
  int remembered();
}
