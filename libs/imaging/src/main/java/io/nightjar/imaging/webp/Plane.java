package io.nightjar.imaging.webp;

import java.util.Arrays;

/**
 * Samples 0…255 of whole blocks, with the border that the first blocks are predicted from: 127
 * above, 129 to the left (RFC 6386, 12.2).
 */
final class Plane {
  private static final byte ABOVE = 127;
  private static final byte LEFT = (byte) 129;

  private final int stride;
  private final byte[] samples;

  /**
   * @param width multiple of a block's
   * @param height multiple of a block's
   */
  Plane(int width, int height) {
    this.stride = width + 1;
    this.samples = new byte[stride * (height + 1)];
    Arrays.fill(samples, 0, stride, ABOVE);
    for (int y = 1; y <= height; y++) {
      samples[y * stride] = LEFT;
    }
  }

  /** Returns a sample; −1 is the border. */
  int get(int x, int y) {
    return samples[at(x, y)] & 0xff;
  }

  /** Sets a sample, clamped to 0…255. */
  void set(int x, int y, int value) {
    samples[at(x, y)] = (byte) Math.clamp(value, 0, 255);
  }

  /** Sets a part of a row to one value. */
  void fill(int x, int y, int width, int value) {
    int at = at(x, y);
    Arrays.fill(samples, at, at + width, (byte) value);
  }

  /** Copies a part of the row above a square into each of its rows. */
  void repeatAbove(int left, int top, int side) {
    for (int y = top; y < top + side; y++) {
      System.arraycopy(samples, at(left, top - 1), samples, at(left, y), side);
    }
  }

  /** Returns the sum of the squared differences to another plane of the same size in a square. */
  int squaredDifferences(Plane other, int left, int top, int side) {
    int squares = 0;
    for (int y = top; y < top + side; y++) {
      int row = at(left, y);
      for (int i = row; i < row + side; i++) {
        int difference = (samples[i] & 0xff) - (other.samples[i] & 0xff);
        squares += difference * difference;
      }
    }
    return squares;
  }

  private int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }
}
