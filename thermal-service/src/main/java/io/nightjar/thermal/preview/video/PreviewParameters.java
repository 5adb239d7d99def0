package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.media.VideoFormat;

/**
 * How a preview is to look.
 *
 * @param longestSide of the video, in pixels, 64 … 1920
 * @param palette its colours
 * @param quantiser how coarsely it is encoded, as {@link VideoFormat} has it
 * @param boxes whether tracks are marked, where the recording has any
 * @param counter whether the number of each frame is shown
 */
public record PreviewParameters(
    int longestSide, Palette palette, int quantiser, boolean boxes, boolean counter) {

  /** How coarsely previews are encoded where nothing else is said. */
  public static final int USUAL_QUANTISER = 30;

  private static final int SHORTEST = 64;
  private static final int LONGEST = 1920;
  private static final int LEAST_SIDE = 16;

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  public PreviewParameters {
    if (longestSide < SHORTEST || longestSide > LONGEST) {
      throw new IllegalArgumentException("a preview is 64 … 1920 pixels long: " + longestSide);
    }
    if (quantiser < VideoFormat.FINEST || quantiser > VideoFormat.COARSEST) {
      throw new IllegalArgumentException("a quantiser is 20 … 51: " + quantiser);
    }
  }

  /** The same of half the length, as far as a preview can be so short. */
  PreviewParameters halved() {
    return new PreviewParameters(
        Math.max(SHORTEST, longestSide / 2), palette, quantiser, boxes, counter);
  }

  /** The size of the video for frames of a size: of their aspect, and even. */
  Size size(Size frame) {
    Size fitted = frame.fitInside(new Size(longestSide, longestSide));
    return new Size(even(fitted.width()), even(fitted.height()));
  }

  /**
   * The size in which frames of a size are looked at: their own, or, where a side is longer than
   * the video's, that of the video. Large frames cost much time, and nothing of it would be seen.
   */
  Size lookedAt(Size frame) {
    boolean larger = frame.width() > longestSide || frame.height() > longestSide;
    return larger ? frame.fitInside(new Size(longestSide, longestSide)) : frame;
  }

  private static int even(int length) {
    return Math.max(LEAST_SIDE, (length + 1) / 2 * 2);
  }
}
