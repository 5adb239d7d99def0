package io.nightjar.imaging.webp;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Size;

/**
 * A picture as brightness and, at half its width and height, two colours (ITU-R BT.601 as WebP has
 * it), in whole macroblocks: what lies outside repeats the picture's edge.
 */
record Planes(int across, int down, Plane luma, Plane blue, Plane red) {

  private static final int FRACTION = 16;
  private static final int HALF = 1 << (FRACTION - 1);

  static Planes empty(Size size) {
    int across = (size.width() + Macroblock.SIDE - 1) / Macroblock.SIDE;
    int down = (size.height() + Macroblock.SIDE - 1) / Macroblock.SIDE;
    int width = across * Macroblock.SIDE;
    int height = down * Macroblock.SIDE;
    return new Planes(
        across,
        down,
        new Plane(width, height),
        new Plane(width / 2, height / 2),
        new Plane(width / 2, height / 2));
  }

  static Planes of(IndexedPicture picture) {
    Planes planes = empty(picture.size());
    Colours colours = new Colours(picture);
    for (int y = 0; y < planes.down * Macroblock.SIDE; y++) {
      for (int x = 0; x < planes.across * Macroblock.SIDE; x++) {
        planes.luma.set(x, y, luma(colours.at(x, y)));
      }
    }
    for (int y = 0; y < planes.down * Macroblock.SIDE / 2; y++) {
      for (int x = 0; x < planes.across * Macroblock.SIDE / 2; x++) {
        int[] four = {
          colours.at(2 * x, 2 * y),
          colours.at(2 * x + 1, 2 * y),
          colours.at(2 * x, 2 * y + 1),
          colours.at(2 * x + 1, 2 * y + 1)
        };
        planes.blue.set(x, y, chroma(four, -9719, -19081, 28800));
        planes.red.set(x, y, chroma(four, 28800, -24116, -4684));
      }
    }
    return planes;
  }

  /** Pixels as 0xRRGGBB; beyond its edge a picture goes on as it ends. */
  private static final class Colours {
    private final int[] table;
    private final byte[] indices;
    private final int width;
    private final int height;

    Colours(IndexedPicture picture) {
      this.table = picture.palette().table();
      this.indices = picture.indices();
      this.width = picture.size().width();
      this.height = picture.size().height();
    }

    int at(int x, int y) {
      int index = indices[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
      return table[index & 0xff];
    }
  }

  private static int luma(int rgb) {
    return (weighted(rgb, 16839, 33059, 6420) + (16 << FRACTION) + HALF) >> FRACTION;
  }

  private static int chroma(int[] four, int red, int green, int blue) {
    int sum = 0;
    for (int rgb : four) {
      sum += weighted(rgb, red, green, blue);
    }
    return (sum + (128 << (FRACTION + 2)) + (HALF << 2)) >> (FRACTION + 2);
  }

  private static int weighted(int rgb, int red, int green, int blue) {
    return red * ((rgb >> 16) & 0xff) + green * ((rgb >> 8) & 0xff) + blue * (rgb & 0xff);
  }
}
