package io.nightjar.imaging;

import java.util.Arrays;

/**
 * A picture of 24-bit colours, {@code 0xRRGGBB}, to draw on. All drawing is clipped to the picture.
 * Not thread-safe.
 */
public final class RgbPicture implements Picture, Canvas {

  private final Size size;
  private final int[] pixels;

  /** A black picture. */
  public RgbPicture(Size size) {
    this.size = size;
    this.pixels = new int[size.pixels()];
  }

  @Override
  public Size size() {
    return size;
  }

  /** The pixels themselves, not a copy: {@code 0xRRGGBB} at {@code y × width + x}. */
  public int[] pixels() {
    return pixels;
  }

  /** The colour at column {@code x}, row {@code y}. */
  public int pixel(int x, int y) {
    return pixels[y * size.width() + x];
  }

  /** Sets one pixel, if it is in the picture. */
  public void set(int x, int y, int rgb) {
    if (x >= 0 && x < size.width() && y >= 0 && y < size.height()) {
      pixels[y * size.width() + x] = rgb;
    }
  }

  /** Paints the whole picture. */
  public void fill(int rgb) {
    Arrays.fill(pixels, rgb);
  }

  /** Paints a region. */
  public void fill(Region region, int rgb) {
    fill(region.x(), region.y(), region.width(), region.height(), rgb);
  }

  @Override
  public void fill(int x, int y, int width, int height, int colour) {
    int left = Math.max(0, x);
    int right = (int) Math.min(size.width(), (long) x + width);
    int bottom = (int) Math.min(size.height(), (long) y + height);
    for (int row = Math.max(0, y); left < right && row < bottom; row++) {
      int at = row * size.width();
      Arrays.fill(pixels, at + left, at + right, colour);
    }
  }

  /** Draws the outermost pixels of a region. */
  public void outline(Region region, int rgb) {
    fill(new Region(region.x(), region.y(), region.width(), 1), rgb);
    fill(new Region(region.x(), region.bottom() - 1, region.width(), 1), rgb);
    fill(new Region(region.x(), region.y(), 1, region.height()), rgb);
    fill(new Region(region.right() - 1, region.y(), 1, region.height()), rgb);
  }

  /** Draws a line of one pixel's width, both ends included (Bresenham's algorithm). */
  public void line(int x0, int y0, int x1, int y1, int rgb) {
    int dx = Math.abs(x1 - x0);
    int dy = Math.abs(y1 - y0);
    int stepX = Integer.signum(x1 - x0);
    int stepY = Integer.signum(y1 - y0);
    int error = dx - dy;
    int x = x0;
    int y = y0;
    set(x, y, rgb);
    while (x != x1 || y != y1) {
      int doubled = 2 * error;
      if (doubled > -dy) {
        error -= dy;
        x += stepX;
      }
      if (doubled < dx) {
        error += dx;
        y += stepY;
      }
      set(x, y, rgb);
    }
  }

  /** Copies {@code source} with its top left pixel at column {@code x}, row {@code y}. */
  public void blit(RgbPicture source, int x, int y) {
    int from = Math.max(0, -x);
    int length = Math.min(source.size.width(), size.width() - x) - from;
    int lastRow = Math.min(source.size.height(), size.height() - y);
    for (int row = Math.max(0, -y); length > 0 && row < lastRow; row++) {
      int sourceAt = row * source.size.width() + from;
      int targetAt = (y + row) * size.width() + x + from;
      System.arraycopy(source.pixels, sourceAt, pixels, targetAt, length);
    }
  }
}
