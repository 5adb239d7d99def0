package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;

/** Cuts a frame down to its subject. */
final class Framing {

  /** The subject takes at most this part of the picture's width and height. */
  private static final double SUBJECT_SHARE = 0.6;

  /**
   * No less than this part of the frame is shown, so that a distant animal keeps its surroundings.
   */
  private static final double LEAST_SHARE = 0.25;

  private Framing() {}

  /**
   * A part of the frame, of the frame's aspect and within it, with the subject as near its middle
   * as possible.
   */
  static Region around(Region subject, Size frame) {
    double across = (double) subject.width() / frame.width();
    double down = (double) subject.height() / frame.height();
    double share = Math.clamp(Math.max(across, down) / SUBJECT_SHARE, LEAST_SHARE, 1);
    int width = Math.clamp(Math.round(share * frame.width()), 1, frame.width());
    int height = Math.clamp(Math.round(share * frame.height()), 1, frame.height());
    int x = subject.x() + (subject.width() - width) / 2;
    int y = subject.y() + (subject.height() - height) / 2;
    return new Region(
        Math.clamp(x, 0, frame.width() - width),
        Math.clamp(y, 0, frame.height() - height),
        width,
        height);
  }
}
