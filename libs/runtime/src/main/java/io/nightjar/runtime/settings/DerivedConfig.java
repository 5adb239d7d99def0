package io.nightjar.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * How many bytes all that is made of a thermal recording without asking may take together:
 * documents, index, thumbnails and preview. Give the thermal and the thumbnail service the same.
 * Thumbnails have fewer colours, and previews are coarser, where they would take more.
 */
@ConfigMapping(prefix = "nightjar.derived")
public interface DerivedConfig {
  /** Of the recording's bytes, 1 to 100. */
  @WithDefault("25")
  @WithConverter(Count.class)
  int percent();

  /** Recordings may have so much made of them even if that is more than their percentage. */
  @WithDefault("60000")
  @WithConverter(Count.class)
  int leastBytes();

  /** What of {@code percent} is for thumbnails: less than all of it. */
  @WithDefault("6")
  @WithConverter(Count.class)
  int thumbnailPercent();

  /** What of {@code least-bytes} is for thumbnails: less than all of it. */
  @WithDefault("30000")
  @WithConverter(Count.class)
  int leastThumbnailBytes();
}
