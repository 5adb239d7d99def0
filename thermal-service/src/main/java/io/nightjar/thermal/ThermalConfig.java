package io.nightjar.thermal;

import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Flag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * What the thermal stage makes of recordings beside {@code metadata.json}. With other values it is
 * another version of itself.
 */
@ConfigMapping(prefix = "nightjar.thermal")
public interface ThermalConfig {
  /** Whether {@code telemetry.json} is made. */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean telemetry();

  /** Whether {@code recording.idx} is made, from which a frame is found without reading all. */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean index();

  /** Frames from one checkpoint of {@code recording.idx} to the next, at least. */
  @WithDefault("90")
  @WithConverter(Count.class)
  int indexFrames();

  /** Of how many bytes of a recording one, at most, is added for {@code recording.idx}. */
  @WithDefault("8")
  @WithConverter(Count.class)
  int indexShare();

  /** Whether {@code tracks.json} is made. */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean tracks();

  /** Things that are followed at the same time; what appears beyond is not. */
  @WithDefault("32")
  @WithConverter(Count.class)
  int tracksAtOnce();

  /** Tracks that a recording may have; of more, those that look least like animals are left out. */
  @WithDefault("32")
  @WithConverter(Count.class)
  int tracksKept();

  /**
   * Frames that one track may have; one that would have more goes on as another. Each takes 56
   * bytes of heap while a recording is worked on, for all tracks that there may be.
   */
  @WithDefault("6000")
  @WithConverter(Count.class)
  int trackPositions();
}
