package io.nightjar.ingest;

import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the progress of recordings is told to those who wait for it. */
@ConfigMapping(prefix = "nightjar.progress")
public interface ProgressConfig {
  /** How many may wait at once on one replica; who comes then is told to try again. */
  @WithDefault("200")
  @WithConverter(Count.class)
  int watchers();

  /** How long one answer goes on; whoever waits longer asks again, as event sources do. */
  @WithDefault("15m")
  @WithConverter(Time.class)
  Duration longest();
}
