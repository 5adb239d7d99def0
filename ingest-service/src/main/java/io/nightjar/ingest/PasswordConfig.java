package io.nightjar.ingest;

import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How passwords are looked at, which takes much memory on purpose. */
@ConfigMapping(prefix = "nightjar.passwords")
public interface PasswordConfig {
  /** How many at once; each takes 19 MiB of heap. */
  @WithDefault("2")
  @WithConverter(Count.class)
  int atOnce();

  /** How long a caller waits for that; then 503. */
  @WithDefault("5s")
  @WithConverter(Time.class)
  Duration patience();
}
