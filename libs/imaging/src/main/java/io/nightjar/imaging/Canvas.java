package io.nightjar.imaging;

/** A picture to paint on: rectangles, from which marks and text are made. */
public sealed interface Canvas permits IndexedPicture, RgbPicture {

  /** Width and height. */
  Size size();

  /**
   * Paints a rectangle, clipped to the picture. Allocates nothing.
   *
   * @param x leftmost column
   * @param y topmost row
   * @param width columns; none are painted if it is 0 or less
   * @param height rows, likewise
   * @param colour as the picture has them: an index of its palette, or {@code 0xRRGGBB}
   */
  void fill(int x, int y, int width, int height, int colour);
}
