package io.nightjar.thermal.preview.video;

import java.io.IOException;

/** The recording has more frames than a video of this size may have. */
final class VideoTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  VideoTooLargeException(long mostFrames) {
    super("ask for fewer than " + (mostFrames + 1) + " frames, or for a smaller video");
  }
}
