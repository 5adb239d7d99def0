package io.nightjar.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * What is made of each recording without asking. Give all services the same: ingest notes in each
 * recording what it is to pass, and is done when it has passed that; the others make it. Switch
 * something off in ingest first, and in the others when all that was received before is done.
 */
@ConfigMapping(prefix = "nightjar.stages")
public interface StagesConfig {
  /**
   * Whether thermal recordings that are received from now on have a preview. On demand there are
   * videos in any case.
   */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean preview();
}
