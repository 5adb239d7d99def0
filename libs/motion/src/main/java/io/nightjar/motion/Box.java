package io.nightjar.motion;

/**
 * A rectangle of pixels.
 *
 * @param left first column
 * @param top first row
 * @param right first column beyond
 * @param bottom first row beyond
 */
record Box(int left, int top, int right, int bottom) {

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  long area() {
    return (long) width() * height();
  }

  /** The same with a margin, as far as it lies in a frame. */
  Box widened(int margin, int frameWidth, int frameHeight) {
    return new Box(
        Math.clamp(left - margin, 0, frameWidth),
        Math.clamp(top - margin, 0, frameHeight),
        Math.clamp(right + margin, 0, frameWidth),
        Math.clamp(bottom + margin, 0, frameHeight));
  }

  /** How many pixels lie in both. */
  long overlap(Box other) {
    int across = Math.min(right, other.right) - Math.max(left, other.left);
    int down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return across <= 0 || down <= 0 ? 0 : (long) across * down;
  }

  /** The smallest that holds both. */
  Box union(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }
}
