package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.RgbPicture;

/**
 * How much there is to encode in a picture, by which the size of its WebP file is foretold. Of
 * every eighth block of 4 × 4 pixels it looks at the brightness, transformed by Walsh and Hadamard;
 * what a lossy encoder spends on a coefficient grows with the logarithm of how many of its steps it
 * is high (RFC 6386, sections 9.6 and 14).
 */
final class PictureDetail {

  private static final int BLOCK = 4;
  private static final int EVERY = 8;

  /** Of the sum of 16 brightnesses, a quarter. */
  private static final int HIGHEST = 16 * 255 / 4;

  /** How much finer than its steps the encoder's transform is than this one. */
  private static final double FINER = 4;

  private static final int STEPS = 127;

  /** How often each height of a coefficient was seen. */
  private final int[] heights = new int[HIGHEST + 1];

  private final float[] block = new float[BLOCK * BLOCK];

  private PictureDetail() {}

  static PictureDetail of(RgbPicture picture) {
    PictureDetail detail = new PictureDetail();
    int width = picture.size().width();
    int height = picture.size().height();
    for (int row = 0; row + BLOCK <= height; row += BLOCK) {
      // Elsewhere in each row, so that no line of the picture is missed or met in all of them.
      int first = row / BLOCK * 5 % EVERY;
      for (int column = first * BLOCK; column + BLOCK <= width; column += BLOCK * EVERY) {
        detail.add(picture.pixels(), row * width + column, width);
      }
    }
    return detail;
  }

  private void add(int[] pixels, int at, int width) {
    for (int y = 0; y < BLOCK; y++) {
      int row = at + y * width;
      transform(
          BLOCK * y,
          1,
          brightness(pixels[row]),
          brightness(pixels[row + 1]),
          brightness(pixels[row + 2]),
          brightness(pixels[row + 3]));
    }
    for (int x = 0; x < BLOCK; x++) {
      transform(x, BLOCK, block[x], block[x + 4], block[x + 8], block[x + 12]);
    }
    for (int i = 1; i < block.length; i++) {
      heights[(int) (Math.abs(block[i]) / BLOCK)]++;
    }
  }

  private void transform(int at, int step, float a, float b, float c, float d) {
    block[at] = a + b + c + d;
    block[at + step] = a + b - c - d;
    block[at + 2 * step] = a - b - c + d;
    block[at + 3 * step] = a - b + c - d;
  }

  private static float brightness(int rgb) {
    return 0.257f * (rgb >> 16 & 0xff) + 0.504f * (rgb >> 8 & 0xff) + 0.098f * (rgb & 0xff);
  }

  /**
   * A number that the size grows with, about in proportion.
   *
   * @param quality 0…100
   */
  double amount(int quality) {
    double step = step(quality);
    double bits = 0;
    for (int height = 1; height < heights.length; height++) {
      if (heights[height] > 0) {
        double steps = (height + 0.5) * FINER / step;
        bits += heights[height] * Math.log(1 + steps * steps);
      }
    }
    return bits;
  }

  /** The step of coefficients at a quality: libwebp's choice of the format's 128 steps. */
  private static double step(int quality) {
    double share = quality / 100.0;
    double linear = share < 0.75 ? share * 2 / 3 : 2 * share - 1;
    double index = STEPS * (1 - Math.cbrt(linear));
    if (index < 54) {
      return 4 + index;
    }
    return index < 86 ? 58 + 2 * (index - 54) : 122 + 3.5 * (index - 86);
  }
}
