package io.nightjar.imaging;

import java.util.Locale;

/**
 * Width and height of a picture in pixels. A size that exists is one that may be allocated: each
 * side is within 1 … {@link #MAX_SIDE} and the area at most {@link #MAX_PIXELS}, which is checked
 * here, before any memory is reserved.
 *
 * @param width columns
 * @param height rows
 */
public record Size(int width, int height) {

  /** The largest picture that is made: 64 megapixels. */
  public static final int MAX_PIXELS = 64_000_000;

  /** The longest side: what common viewers can show. */
  public static final int MAX_SIDE = 65_535;

  /**
   * @throws IllegalArgumentException if a side or the area is beyond these limits
   */
  public Size {
    boolean sides = width >= 1 && width <= MAX_SIDE && height >= 1 && height <= MAX_SIDE;
    if (!sides || (long) width * height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a picture of %d × %d is beyond the limits: sides of 1 … %d, %d pixels",
              width,
              height,
              MAX_SIDE,
              MAX_PIXELS));
    }
  }

  /** Number of pixels. */
  public int pixels() {
    return width * height;
  }

  /** The whole picture as a region. */
  public Region region() {
    return new Region(0, 0, width, height);
  }

  /** Whether every pixel of a region is in a picture of this size. Allocates nothing. */
  public boolean contains(Region region) {
    return region.x() >= 0
        && region.y() >= 0
        && region.right() <= width
        && region.bottom() <= height;
  }

  /**
   * The largest size of this aspect, smaller or larger than this, that fits into {@code box}. The
   * side that limits takes the box's length; the other is rounded half up and is at least 1.
   */
  public Size fitInside(Size box) {
    return (long) width * box.height >= (long) height * box.width
        ? new Size(box.width, scaled(height, box.width, width))
        : new Size(scaled(width, box.height, height), box.height);
  }

  private static int scaled(int length, int numerator, int denominator) {
    long rounded = (2L * length * numerator + denominator) / (2L * denominator);
    return (int) Math.max(1, rounded);
  }
}
