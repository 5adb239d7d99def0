package io.nightjar.cptv.core;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.Header;

/**
 * Rebuilds the pixels of one frame after the other. Keeps the frame before, which the differences
 * of the next are added to; it starts as zeros and nothing ever resets it.
 */
final class PixelDecoder {

  /** Bytes of the start value of a delta-coded body. */
  static final int START_LENGTH = 4;

  private final int width;
  private final int height;
  private final boolean raw;
  private final boolean littleEndian16;
  private short[] previous = new short[0];

  PixelDecoder(Header header) {
    this.width = header.width();
    this.height = header.height();
    this.raw = header.compression() == Compression.RAW;
    this.littleEndian16 = header.littleEndianDifferences();
  }

  /** Returns how many bytes a body of so many bits a value needs at least. */
  static long bodyLength(boolean raw, int width, int height, int bits) {
    long pixels = (long) width * height;
    return raw ? 2 * pixels : START_LENGTH + ((pixels - 1) * bits + 7) / 8;
  }

  long bodyLength(int bits) {
    return bodyLength(raw, width, height, bits);
  }

  /**
   * Decodes a body.
   *
   * @param body holds at least {@link #bodyLength(int)} bytes from {@code at}
   * @param bits bits per value, 1…25 (for raw frames 16)
   * @param into takes {@code width·height} pixels
   */
  void decode(byte[] body, int at, int bits, short[] into) {
    if (previous.length == 0) {
      previous = new short[width * height];
    }
    if (raw) {
      decodeRaw(body, at);
    } else {
      decodeDelta(body, at, bits);
    }
    System.arraycopy(previous, 0, into, 0, previous.length);
  }

  private void decodeRaw(byte[] body, int at) {
    for (int i = 0; i < previous.length; i++) {
      previous[i] = (short) ((body[at + 2 * i] & 0xFF) | body[at + 2 * i + 1] << 8);
    }
  }

  private void decodeDelta(byte[] body, int at, int bits) {
    int difference = LittleEndian.int32(body, at);
    int next = at + START_LENGTH;
    boolean swap = littleEndian16 && bits == 16;
    long scratch = 0;
    int held = 0;
    for (int row = 0; row < height; row++) {
      int step = (row & 1) == 0 ? 1 : -1;
      int pixel = row * width + (step > 0 ? 0 : width - 1);
      for (int column = 0; column < width; column++, pixel += step) {
        if (row + column > 0) {
          while (held < bits) {
            scratch = scratch << 8 | (body[next++] & 0xFF);
            held += 8;
          }
          held -= bits;
          int value = (int) (scratch >>> held) << (32 - bits) >> (32 - bits);
          difference += swap ? Short.reverseBytes((short) value) : value;
        }
        previous[pixel] += (short) difference;
      }
    }
  }
}
