package io.nightjar.motion;

/**
 * Where something is in one frame. Pixels count from the top left.
 *
 * @param frame which frame, from 0 in the order they were looked at
 * @param x leftmost column
 * @param y top row
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param mass sum of its pixels' differences to the background, in sensor counts
 * @param centroidX column of its centre of mass; a pixel's middle is a whole number
 * @param centroidY row of its centre of mass
 */
public record Position(
    int frame, int x, int y, int width, int height, long mass, float centroidX, float centroidY) {

  /** Returns the first column to the right of it. */
  public int right() {
    return x + width;
  }

  /** Returns the first row below it. */
  public int bottom() {
    return y + height;
  }

  /** Both as one, in the same frame. */
  Position with(Position other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    float share = (float) mass / Math.max(1, mass + other.mass);
    return new Position(
        frame,
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top,
        mass + other.mass,
        share * centroidX + (1 - share) * other.centroidX,
        share * centroidY + (1 - share) * other.centroidY);
  }
}
