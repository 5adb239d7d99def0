package io.nightjar.thermal.preview;

import io.nightjar.imaging.Palette;
import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Flag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How previews look. A change makes new ones of what is decoded from then on. */
@ConfigMapping(prefix = "nightjar.preview")
public interface PreviewConfig {
  /** The longest side of the video, in pixels: 64 to 1920. */
  @WithDefault("320")
  @WithConverter(Count.class)
  int longestSide();

  /** The colours, from cold to warm. */
  @WithDefault("inferno")
  Palette palette();

  /**
   * How coarsely the video is encoded, 20 (finest) to 51: 6 more take two fifths of the bytes.
   * Where it has more bytes than {@code nightjar.derived} leaves it, it is encoded coarser than
   * this.
   */
  @WithDefault("30")
  @WithConverter(Count.class)
  int quantiser();

  /** Whether animals have boxes: the tracks of {@code tracks.json} that reach its threshold. */
  @WithDefault("false")
  @WithConverter(Flag.class)
  boolean boxes();

  /** Whether the number of each frame is shown. */
  @WithDefault("false")
  @WithConverter(Flag.class)
  boolean frameCounter();
}
