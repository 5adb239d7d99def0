package io.nightjar.cptv.index;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What a reader needs to start at a frame. Window and pixels are held deflated, as in the file.
 *
 * @param frame the number of the frame
 * @param frameOffset where it starts, in bytes after decompression
 * @param restartBit the first bit of a deflate block at or before it, in the file
 * @param restartOffset where that block's bytes start after decompression
 * @param window the bytes before the block
 * @param pixels the frame before, as the body of a delta-coded frame
 */
record Checkpoint(
    int frame,
    long frameOffset,
    long restartBit,
    long restartOffset,
    Deflated window,
    Deflated pixels) {

  /** Bytes, deflated. */
  static final class Deflated {

    private final byte[] bytes;
    private final int length;

    /** Takes deflated bytes that inflate to a length. */
    Deflated(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    static Deflated of(byte[] plain) {
      return deflate(plain, new Deflater(Deflater.BEST_COMPRESSION, true));
    }

    /**
     * Deflates without looking for repetitions: 0.3 ms instead of 10 to 60 for a window of real
     * recordings, which becomes a tenth longer. Packed differences hardly repeat.
     */
    static Deflated quickly(byte[] plain) {
      Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
      deflater.setStrategy(Deflater.HUFFMAN_ONLY);
      return deflate(plain, deflater);
    }

    private static Deflated deflate(byte[] plain, Deflater deflater) {
      try {
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[mostBytes(plain.length)];
        int length = 0;
        while (!deflater.finished()) { // the first call after a change of strategy writes little
          length += deflater.deflate(out, length, out.length - length);
        }
        return new Deflated(Arrays.copyOf(out, length), plain.length);
      } finally {
        deflater.end();
      }
    }

    /** Deflate adds five bytes to each 16 KiB that it can't shorten, and a few more. */
    static int mostBytes(int plain) {
      return plain + plain / 1000 + 64;
    }

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    byte[] inflate() throws IndexException {
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(bytes);
        byte[] plain = new byte[length];
        if (inflater.inflate(plain) != length) {
          throw new IndexException("a checkpoint inflates to the length that it names");
        }
        return plain;
      } catch (DataFormatException e) {
        throw new IndexException("a checkpoint is deflated");
      } finally {
        inflater.end();
      }
    }
  }
}
