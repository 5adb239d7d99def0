package io.nightjar.thermal.preview;

import io.nightjar.thermal.preview.video.PreviewParameters;

/** What previews are rendered with, as the service is configured. */
public final class PreviewSettings {
  private PreviewSettings() {}

  /**
   * The settings as a record.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public static PreviewParameters of(PreviewConfig config) {
    return new PreviewParameters(
        config.longestSide(),
        config.palette(),
        config.quantiser(),
        config.boxes(),
        config.frameCounter());
  }
}
