package io.nightjar.thermal.preview;

import io.nightjar.imaging.Palette;
import io.nightjar.runtime.settings.Count;
import io.nightjar.thermal.preview.video.PreviewParameters;
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

  /** The colours: viridis, inferno, magma, plasma, cividis or grey. */
  @WithDefault("inferno")
  Palette palette();

  /**
   * How coarsely the video is encoded, 20 (finest) to 51: 6 more take about half the bytes. Where
   * it is large and not below half the recording's size, it is encoded coarser than this.
   */
  @WithDefault("26")
  @WithConverter(Count.class)
  int quantiser();

  /** Whether the number of each frame is shown. */
  @WithDefault("false")
  boolean counter();

  /**
   * The same as a record.
   *
   * @throws IllegalArgumentException if something is out of its range
   */
  static PreviewParameters parameters(PreviewConfig config) {
    return new PreviewParameters(
        config.longestSide(), config.palette(), config.quantiser(), false, config.counter());
  }
}
