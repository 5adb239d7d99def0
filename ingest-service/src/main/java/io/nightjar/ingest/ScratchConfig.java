package io.nightjar.ingest;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The disk on which uploads gather before they go to the store. */
@ConfigMapping(prefix = "nightjar.scratch")
public interface ScratchConfig {
  /**
   * What all uploads of a replica may have on disk together. One of up to 4 MiB needs none while
   * there is room in the heap, a larger one as much as has come of it, up to 16 MiB, or 32 MiB of
   * one that is larger. At least 32M.
   */
  @WithDefault("4G")
  @WithConverter(Bytes.class)
  long bytes();

  /** How long an upload waits for its part of it; then it is refused with 503. */
  @WithDefault("10s")
  @WithConverter(Time.class)
  Duration patience();
}
