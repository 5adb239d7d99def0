package io.nightjar.imaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * A picture of 8-bit indices into a palette: a third of the memory and file of an RGB one. Not
 * thread-safe.
 */
public final class IndexedPicture implements Picture, Canvas {

  private static final int LAST_INDEX = 255;

  private final Size size;
  private final Palette palette;
  private final byte[] indices;

  /** A picture of the palette's first colour. */
  public IndexedPicture(Size size, Palette palette) {
    this(size, palette, new byte[size.pixels()]);
  }

  /**
   * A picture over the caller's indices, which are not copied.
   *
   * @param indices one unsigned index a pixel, {@code width × height} of them
   * @throws IllegalArgumentException if there are more or fewer indices than pixels
   */
  public IndexedPicture(Size size, Palette palette, byte[] indices) {
    if (indices.length != size.pixels()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d indices for %d pixels", indices.length, size.pixels()));
    }
    this.size = size;
    this.palette = palette;
    this.indices = indices;
  }

  @Override
  public Size size() {
    return size;
  }

  /** The colours that the indices stand for. */
  public Palette palette() {
    return palette;
  }

  /** The indices themselves, not a copy: unsigned, at {@code y × width + x}. */
  public byte[] indices() {
    return indices;
  }

  /** Paints a region with one of the palette's colours, clipped to the picture. */
  public void fill(Region region, int index) {
    fill(region.x(), region.y(), region.width(), region.height(), index);
  }

  @Override
  public void fill(int x, int y, int width, int height, int colour) {
    int left = Math.max(0, x);
    int right = (int) Math.min(size.width(), (long) x + width);
    int bottom = (int) Math.min(size.height(), (long) y + height);
    for (int row = Math.max(0, y); left < right && row < bottom; row++) {
      int at = row * size.width();
      Arrays.fill(indices, at + left, at + right, (byte) colour);
    }
  }

  /**
   * Returns the same picture with fewer shades, spread evenly from the first of the palette's
   * colours to the last, which both stay.
   *
   * @param shades 2 … 256
   */
  public IndexedPicture withShades(int shades) {
    int last = shades - 1;
    byte[] fewer = new byte[indices.length];
    for (int i = 0; i < fewer.length; i++) {
      int shade = (Byte.toUnsignedInt(indices[i]) * last + LAST_INDEX / 2) / LAST_INDEX;
      fewer[i] = (byte) ((shade * LAST_INDEX + last / 2) / last);
    }
    return new IndexedPicture(size, palette, fewer);
  }

  /**
   * Returns the picture in half its size, rounded up: each pixel is the mean of up to four indices,
   * for palettes run from cold to warm.
   */
  public IndexedPicture halved() {
    Size half = new Size((size.width() + 1) / 2, (size.height() + 1) / 2);
    byte[] means = new byte[half.pixels()];
    for (int y = 0; y < half.height(); y++) {
      for (int x = 0; x < half.width(); x++) {
        means[y * half.width() + x] = (byte) mean(2 * x, 2 * y);
      }
    }
    return new IndexedPicture(half, palette, means);
  }

  private int mean(int left, int top) {
    int right = Math.min(size.width() - 1, left + 1);
    int bottom = Math.min(size.height() - 1, top + 1);
    return (index(left, top) + index(right, top) + index(left, bottom) + index(right, bottom) + 2)
        / 4;
  }

  private int index(int x, int y) {
    return Byte.toUnsignedInt(indices[y * size.width() + x]);
  }

  /** The same picture with a colour of its own for each pixel, to draw on. */
  public RgbPicture toRgb() {
    int[] table = palette.table();
    var picture = new RgbPicture(size);
    int[] pixels = picture.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = table[Byte.toUnsignedInt(indices[i])];
    }
    return picture;
  }
}
