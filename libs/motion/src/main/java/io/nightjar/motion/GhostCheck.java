package io.nightjar.motion;

/**
 * Tells whether something is there, or was there when the background was learned and has left. The
 * edges of what differs are those of the frame if it is there; they are those of the background if
 * it has gone. So the differences' gradients are compared with those of either.
 */
final class GhostCheck {

  private GhostCheck() {}

  /**
   * Whether a box shows a ghost.
   *
   * @param differences to the background, smoothed
   */
  static boolean isGhost(Box box, int width, short[] pixels, int[] levels, int[] differences) {
    double there = 0;
    double gone = 0;
    for (int y = box.top(); y < box.bottom() - 1; y++) {
      for (int i = y * width + box.left(); i < y * width + box.right() - 1; i++) {
        for (int next = i + 1; next <= i + width; next += width - 1) {
          double edge = differences[next] - differences[i];
          there += edge * Background.SCALE * ((pixels[next] & 0xffff) - (pixels[i] & 0xffff));
          gone -= edge * (levels[next] - levels[i]);
        }
      }
    }
    return gone > 2 * there && gone > 0;
  }
}
