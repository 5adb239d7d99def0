package io.nightjar.thumbnail.seen;

import io.nightjar.imaging.Region;

/**
 * Where something is in one frame, in its pixels, from the top left.
 *
 * @param frame the place of the frame in its file, from 0, background frames counted
 * @param x leftmost column
 * @param y top row
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param mass sum of its pixels' differences to the background, in sensor counts
 */
public record Spot(int frame, int x, int y, int width, int height, long mass) {

  /** Returns its box. */
  public Region region() {
    return new Region(x, y, width, height);
  }

  /** Returns how many pixels its box has. */
  public long area() {
    return (long) width * height;
  }
}
