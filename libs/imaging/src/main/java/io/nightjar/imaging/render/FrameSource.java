package io.nightjar.imaging.render;

import io.nightjar.imaging.GreyPicture;
import java.io.IOException;

/** Where frames come from, one after the other. */
@FunctionalInterface
public interface FrameSource {

  /** What {@link #next} returns after the last frame. */
  int END = -1;

  /**
   * Fills in the next frame.
   *
   * @param frame is reused for each
   * @return its number, 0 or more, or {@link #END}
   */
  int next(GreyPicture frame) throws IOException;
}
