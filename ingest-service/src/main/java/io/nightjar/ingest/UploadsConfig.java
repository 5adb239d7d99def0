package io.nightjar.ingest;

import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What resumable uploads may cost. */
@ConfigMapping(prefix = "nightjar.uploads")
public interface UploadsConfig {
  /**
   * How long an upload may take from its creation on; then it is given up. Keep it below the time
   * after which the store itself drops unfinished uploads in parts: 7 days by the lifecycle rules
   * that come with Nightjar, one day by MinIO's default.
   */
  @WithDefault("6d")
  @WithConverter(Time.class)
  Duration life();

  /** The most uploads of one device that have not ended; more are refused. */
  @WithDefault("200")
  @WithConverter(Count.class)
  int openPerDevice();

  /**
   * How often one of the replicas gives up what has expired, and finishes what its sender did not
   * come back for.
   */
  @WithDefault("5m")
  @WithConverter(Time.class)
  Duration sweepInterval();
}
