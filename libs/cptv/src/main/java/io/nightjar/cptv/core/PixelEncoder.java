package io.nightjar.cptv.core;

import io.nightjar.cptv.Header;
import io.nightjar.cptv.WidthPolicy;

/** Turns pixels into the values of a delta-coded body; keeps the frame before. */
final class PixelEncoder {

  private final int width;
  private final int height;
  private final boolean littleEndian16;
  private final short[] previous;
  private final int[] values;

  /** The first difference, the start value of the body. */
  private int start;

  /** Largest and smallest value. */
  private int max;

  private int min;

  PixelEncoder(Header header) {
    this.width = header.width();
    this.height = header.height();
    this.littleEndian16 = header.littleEndianDifferences();
    this.previous = new short[width * height];
    this.values = new int[width * height - 1];
  }

  /** Computes the values of the next frame. */
  void take(short[] pixels) {
    int before = (pixels[0] & 0xFFFF) - (previous[0] & 0xFFFF);
    int count = 0;
    int low = 0;
    int high = 0;
    start = before;
    for (int row = 0; row < height; row++) {
      int step = (row & 1) == 0 ? 1 : -1;
      int pixel = row * width + (step > 0 ? 0 : width - 1);
      int columns = width;
      if (row == 0) {
        pixel++;
        columns--;
      }
      for (; columns > 0; columns--, pixel += step) {
        int difference = (pixels[pixel] & 0xFFFF) - (previous[pixel] & 0xFFFF);
        int value = difference - before;
        before = difference;
        values[count++] = value;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    min = low;
    max = high;
    System.arraycopy(pixels, 0, previous, 0, previous.length);
  }

  /** Returns the bits a value that a policy gives the frame. */
  int bitWidth(WidthPolicy policy) {
    int magnitude = Math.max(max, -min);
    int tight = 33 - Integer.numberOfLeadingZeros(magnitude);
    return switch (policy) {
      case TIGHT -> tight;
      case BYTES -> min >= Byte.MIN_VALUE && max <= Byte.MAX_VALUE ? 8 : 16;
      case BYTES_12 -> tight <= 8 ? 8 : tight <= 12 ? 12 : 16;
    };
  }

  /** Returns the bytes of a body with so many bits a value. */
  int bodyLength(int bits) {
    return (int) PixelDecoder.bodyLength(false, width, height, bits);
  }

  /** Writes the body; {@code into} has room for {@link #bodyLength(int)} bytes from {@code at}. */
  void pack(int bits, byte[] into, int at) {
    LittleEndian.put32(into, at, start);
    int next = at + DeltaDecoder.START_LENGTH;
    if (bits == 8) {
      for (int value : values) {
        into[next++] = (byte) value;
      }
    } else if (bits == 16) {
      pack16(into, next);
    } else {
      packBits(bits, into, next);
    }
  }

  private void pack16(byte[] into, int from) {
    int next = from;
    for (int value : values) {
      int ordered = littleEndian16 ? Short.reverseBytes((short) value) : value;
      into[next++] = (byte) (ordered >>> 8);
      into[next++] = (byte) ordered;
    }
  }

  private void packBits(int bits, byte[] into, int from) {
    int mask = (1 << bits) - 1;
    int next = from;
    long scratch = 0;
    int held = 0;
    for (int value : values) {
      scratch = scratch << bits | (value & mask);
      held += bits;
      while (held >= 8) {
        held -= 8;
        into[next++] = (byte) (scratch >>> held);
      }
    }
    if (held > 0) {
      into[next] = (byte) (scratch << (8 - held));
    }
  }
}
