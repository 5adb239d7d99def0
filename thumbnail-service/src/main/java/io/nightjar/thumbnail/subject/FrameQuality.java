package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.SceneCheck;
import io.nightjar.motion.BoxAverage;

/** What only the pixels of a frame tell. */
public final class FrameQuality {

  private FrameQuality() {}

  /** Whether it shows a scene at all, rather than noise. */
  public static boolean showsScene(Frame frame) {
    int longest = Math.max(frame.width(), frame.height());
    int every = (longest + BoxAverage.LONGEST_SIDE - 1) / BoxAverage.LONGEST_SIDE;
    return SceneCheck.showsScene(frame.pixels(), frame.width(), every);
  }

  /**
   * How sharp a region is: the root of the mean squared step to the right and down, in counts.
   * Comparable between frames that show the same thing. 0 for a single pixel.
   */
  public static double sharpness(Frame frame, Region region) {
    long squares = 0;
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        int value = frame.pixel(x, y);
        long right = x + 1 < region.right() ? frame.pixel(x + 1, y) - value : 0;
        long down = y + 1 < region.bottom() ? frame.pixel(x, y + 1) - value : 0;
        squares += right * right + down * down;
      }
    }
    return Math.sqrt((double) squares / region.pixels());
  }
}
