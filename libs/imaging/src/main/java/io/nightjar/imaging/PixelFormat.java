package io.nightjar.imaging;

/** How a pixel stands in a PNG row. */
public enum PixelFormat {
  /** One byte: an index into the palette. */
  INDEXED(1, 8, 3),
  /** Three bytes: red, green, blue. */
  RGB(3, 8, 2),
  /** Two bytes, the high one first. */
  GREY16(2, 16, 0);

  private final int bytesPerPixel;
  private final int bitDepth;
  private final int colourType;

  PixelFormat(int bytesPerPixel, int bitDepth, int colourType) {
    this.bytesPerPixel = bytesPerPixel;
    this.bitDepth = bitDepth;
    this.colourType = colourType;
  }

  /** Bytes of one pixel. */
  public int bytesPerPixel() {
    return bytesPerPixel;
  }

  int bitDepth() {
    return bitDepth;
  }

  int colourType() {
    return colourType;
  }
}
