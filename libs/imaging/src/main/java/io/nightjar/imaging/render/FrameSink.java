package io.nightjar.imaging.render;

import java.io.IOException;

/** Takes what was drawn on a target. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Takes a picture, which is drawn over after this returns.
   *
   * @throws IOException ends the run, and leaves it unchanged
   */
  void drawn(RenderTarget target) throws IOException;
}
