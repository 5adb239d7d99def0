package io.nightjar.ingest;

import io.nightjar.runtime.settings.Count;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What may be asked to be made of recordings beyond what is made of each. */
@ConfigMapping(prefix = "nightjar.renders")
public interface RendersConfig {
  /**
   * Requests of one group a minute, to one replica; then 429. Repeats count, what stands does not.
   */
  @WithDefault("60")
  @WithConverter(Count.class)
  int perGroupMinute();
}
