package io.nightjar.cptv.core;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.Header;
import java.util.Arrays;

/**
 * Rebuilds the pixels of one frame after the other. Keeps the frame before, which the differences
 * of the next are added to; it starts as zeros and nothing ever resets it.
 */
final class PixelDecoder {

  private final int width;
  private final int height;
  private final boolean raw;
  private final boolean littleEndian16;
  private final DeltaDecoder deltas;
  private short[] previous = new short[0];

  PixelDecoder(Header header, DeltaDecoder deltas) {
    this.width = header.width();
    this.height = header.height();
    this.raw = header.compression() == Compression.RAW;
    this.deltas = deltas;
    this.littleEndian16 = header.littleEndianDifferences();
  }

  /** Returns how many bytes a body of so many bits a value needs at least. */
  static long bodyLength(boolean raw, int width, int height, int bits) {
    long pixels = (long) width * height;
    return raw ? 2 * pixels : DeltaDecoder.START_LENGTH + ((pixels - 1) * bits + 7) / 8;
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
    reserve();
    if (raw) {
      decodeRaw(body, at, into);
    } else {
      decodeDelta(body, at, bits, into);
    }
  }

  /** Takes the frame before the next one. */
  void resume(short[] before) {
    reserve();
    System.arraycopy(before, 0, previous, 0, previous.length);
  }

  private void reserve() {
    if (previous.length == 0) {
      previous = new short[width * height];
    }
  }

  private void decodeRaw(byte[] body, int at, short[] into) {
    for (int i = 0; i < previous.length; i++) {
      previous[i] = (short) ((body[at + 2 * i] & 0xFF) | body[at + 2 * i + 1] << 8);
    }
    System.arraycopy(previous, 0, into, 0, previous.length);
  }

  private void decodeDelta(byte[] body, int at, int bits, short[] into) {
    boolean swap = littleEndian16 && bits == 16;
    int length = (int) bodyLength(bits);
    boolean slack = body.length - at - length >= DeltaDecoder.SLACK;
    byte[] from = slack ? body : Arrays.copyOfRange(body, at, at + length + DeltaDecoder.SLACK);
    deltas.decode(from, slack ? at : 0, bits, swap, width, previous, into);
  }
}
