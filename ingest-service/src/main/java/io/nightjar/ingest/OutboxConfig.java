package io.nightjar.ingest;

import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How accepted recordings are announced whose first announcement failed. */
@ConfigMapping(prefix = "nightjar.outbox")
public interface OutboxConfig {
  /** How often the outbox is looked through. */
  @WithDefault("5s")
  @WithConverter(Time.class)
  Duration interval();

  /** How old an entry must be before it counts as left behind. */
  @WithDefault("30s")
  @WithConverter(Time.class)
  Duration patience();
}
