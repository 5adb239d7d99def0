package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;

/** How far a frame is to be trusted, judged by itself. */
final class FrameQuality {

  private FrameQuality() {}

  /** Whether a pixel is 0, which comes from dead pixels and lost synchronisation only. */
  static boolean hasZeros(Frame frame) {
    int zeros = 0;
    for (short pixel : frame.pixels()) {
      zeros += pixel == 0 ? 1 : 0;
    }
    return zeros > 0;
  }
}
