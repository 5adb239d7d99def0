package io.nightjar.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes frames as one array that {@code numpy.load} reads: {@code '<u2'}, C order, shape (time,
 * row, column). The shape stands first, so that the number of frames has to be known before the
 * first one. Holds one frame. Not thread-safe.
 */
public final class NpyFrames {

  private final OutputStream out;
  private final byte[] bytes;
  private int left;

  private NpyFrames(OutputStream out, int frames, Size size) {
    this.out = out;
    this.left = frames;
    this.bytes = new byte[Short.BYTES * size.pixels()];
  }

  /** Begins an array by its header. */
  public static NpyFrames begin(OutputStream out, int frames, Size size) throws IOException {
    out.write(header(frames, size));
    return new NpyFrames(out, frames, size);
  }

  /** Returns how many bytes an array has, header and all. */
  public static long length(int frames, Size size) {
    return header(frames, size).length + (long) frames * Short.BYTES * size.pixels();
  }

  /**
   * Adds a frame.
   *
   * @param pixels row by row, unsigned 16 bits, as many as the size says
   * @throws IllegalStateException if there is one more than the header says
   */
  public void add(short[] pixels) throws IOException {
    if (left == 0) {
      throw new IllegalStateException("more frames than the header says");
    }
    left--;
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(pixels);
    out.write(bytes);
  }

  /** Returns how many frames of those that the header says are still to come. */
  public int left() {
    return left;
  }

  private static byte[] header(int frames, Size size) {
    return NpyHeader.of(
        NpyHeader.Element.UINT16, NpyHeader.Order.C, frames, size.height(), size.width());
  }
}
