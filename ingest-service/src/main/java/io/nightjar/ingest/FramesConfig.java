package io.nightjar.ingest;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How thermal recordings are decoded for those who read their frames as numbers. */
@ConfigMapping(prefix = "nightjar.frames")
public interface FramesConfig {
  /** How many at once on one replica; each takes a processor for a second or so a minute of it. */
  @WithDefault("4")
  @WithConverter(Count.class)
  int atOnce();

  /**
   * Heap that they take together: of frames of 160×120 pixels 1¼ MiB each, of the largest that are
   * allowed 43 MiB. A recording that needs more than this is decoded alone.
   */
  @WithDefault("64M")
  @WithConverter(Bytes.class)
  long heap();

  /** How long a reader waits for a place; then 503. */
  @WithDefault("5s")
  @WithConverter(Time.class)
  Duration patience();

  /** How long a reader may take nothing of its answer before that is cut. */
  @WithDefault("30s")
  @WithConverter(Time.class)
  Duration stall();
}
