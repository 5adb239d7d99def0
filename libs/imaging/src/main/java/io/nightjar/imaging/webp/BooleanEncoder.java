package io.nightjar.imaging.webp;

import java.util.Arrays;

/** Arithmetic coding of bits whose odds are known (RFC 6386, 7.3). Not thread-safe. */
final class BooleanEncoder {
  private static final int EVEN = 128;
  private static final int LEAST_RANGE = 128;

  /** Bits until all of them have left {@link #bottom}. */
  private static final int FLUSH_BITS = 32;

  private byte[] bytes = new byte[1024];
  private int size;
  private int range = 255;
  private int bottom;
  private int bitsToByte = 24;

  /**
   * Writes a bit.
   *
   * @param probability that it is 0, in 256ths, 1…255
   */
  void write(int probability, boolean bit) {
    int split = 1 + (((range - 1) * probability) >> 8);
    if (bit) {
      bottom += split;
      range -= split;
    } else {
      range = split;
    }
    while (range < LEAST_RANGE) {
      shift();
    }
  }

  /** Writes a number, its highest bit first. */
  void write(int value, int bits, int probability) {
    for (int bit = bits - 1; bit >= 0; bit--) {
      write(probability, ((value >> bit) & 1) != 0);
    }
  }

  /** Writes a number of so many bits, of which nothing is known. */
  void literal(int value, int bits) {
    write(value, bits, EVEN);
  }

  /** Ends, and returns what was written. */
  byte[] finish() {
    literal(0, FLUSH_BITS);
    return Arrays.copyOf(bytes, size);
  }

  private void shift() {
    range <<= 1;
    if (bottom < 0) {
      carry();
    }
    bottom <<= 1;
    if (--bitsToByte == 0) {
      append((byte) (bottom >>> 24));
      bottom &= 0xffffff;
      bitsToByte = Byte.SIZE;
    }
  }

  private void carry() {
    int at = size - 1;
    while (bytes[at] == (byte) 0xff) {
      bytes[at--] = 0;
    }
    bytes[at]++;
  }

  private void append(byte value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = value;
  }
}
