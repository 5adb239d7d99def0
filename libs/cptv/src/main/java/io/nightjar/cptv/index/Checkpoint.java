package io.nightjar.cptv.index;

import java.io.ByteArrayOutputStream;
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

    static Deflated of(byte[] plain, int length) {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      deflater.setInput(plain, 0, length);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      deflater.end();
      return new Deflated(out.toByteArray(), length);
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
