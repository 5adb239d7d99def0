package io.nightjar.imaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * A picture of 8-bit indices into a palette: a third of the memory and file of an RGB one. Not
 * thread-safe.
 */
public final class IndexedPicture implements Picture {

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
    region.within(size).ifPresent(part -> fillWithin(part, (byte) index));
  }

  private void fillWithin(Region part, byte index) {
    for (int y = part.y(); y < part.bottom(); y++) {
      int row = y * size.width();
      Arrays.fill(indices, row + part.x(), row + part.right(), index);
    }
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
