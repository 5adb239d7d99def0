package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Size;

/**
 * What a preview is.
 *
 * @param size of the video
 * @param frames that it has
 * @param framesPerSecond all through
 * @param held frames that were torn, for which the one before stands
 * @param levels its contrast, in counts of the first frame's level
 * @param quantiser how coarsely it is encoded
 */
public record PreviewFacts(
    Size size, int frames, int framesPerSecond, int held, Levels levels, int quantiser) {

  /** How long it plays. */
  public double durationSeconds() {
    return (double) frames / framesPerSecond;
  }
}
