package io.nightjar.imaging;

import java.util.Optional;

/**
 * A rectangle of pixels. It may lie partly outside a picture; whoever uses it clips it or refuses
 * it, as documented there.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width columns, 1 or more
 * @param height rows, 1 or more
 */
public record Region(int x, int y, int width, int height) {

  /**
   * @throws IllegalArgumentException if it is empty or reaches beyond the range of an int
   */
  public Region {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an empty region: " + width + " × " + height);
    }
    if ((long) x + width > Integer.MAX_VALUE || (long) y + height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a region beyond all pictures");
    }
  }

  /** The column after the last. */
  public int right() {
    return x + width;
  }

  /** The row after the last. */
  public int bottom() {
    return y + height;
  }

  /** Number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Whether every pixel of {@code other} is in this. */
  public boolean contains(Region other) {
    return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
  }

  /** The part of it that lies in a picture of {@code size}; empty if none does. */
  public Optional<Region> within(Size size) {
    int left = Math.max(0, x);
    int top = Math.max(0, y);
    int across = Math.min(size.width(), right()) - left;
    int down = Math.min(size.height(), bottom()) - top;
    return across > 0 && down > 0
        ? Optional.of(new Region(left, top, across, down))
        : Optional.empty();
  }
}
