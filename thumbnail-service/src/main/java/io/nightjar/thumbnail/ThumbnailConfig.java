package io.nightjar.thumbnail;

import io.nightjar.runtime.settings.Count;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What the thumbnail stage draws. With other values it is another version of itself. */
@ConfigMapping(prefix = "nightjar.thumbnail")
public interface ThumbnailConfig {
  /**
   * Tracks of a recording that have thumbnails of their own, the most conspicuous first. For each
   * of them up to ten seconds of the recording are read.
   */
  @WithDefault("4")
  @WithConverter(Count.class)
  int tracks();
}
