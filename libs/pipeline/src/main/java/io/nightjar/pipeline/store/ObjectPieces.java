package io.nightjar.pipeline.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object from a byte on, fetched in pieces, each when its first byte is asked for: a stream that
 * is left early would bring what nobody wants, as much as the connection's buffers take.
 */
public final class ObjectPieces extends InputStream {
  /** Bytes of a piece: so many more than are read are fetched at most. */
  public static final int PIECE = 128 * 1024;

  private final Range object;
  private final long size;
  private InputStream piece = nullInputStream();
  private long left;
  private long next;

  /** Opens a part of the object. */
  @FunctionalInterface
  public interface Range {
    /**
     * Opens a part.
     *
     * @param offset of the first byte
     * @param length bytes, at least 1
     */
    InputStream open(long offset, long length) throws IOException;
  }

  /**
   * Fetches nothing yet.
   *
   * @param object any part of it
   * @param size of the object, in bytes
   * @param offset of the first byte that is read
   */
  public ObjectPieces(Range object, long size, long offset) {
    this.object = object;
    this.size = size;
    this.next = offset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads on.
   *
   * @throws StoreException if the object ends before its size
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !openNext()) {
      return -1;
    }
    int count = piece.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new StoreException("an object is shorter than it was stored");
    }
    left -= count;
    return count;
  }

  private boolean openNext() throws IOException {
    piece.close();
    piece = nullInputStream();
    long length = Math.min(PIECE, size - next);
    if (length <= 0) {
      return false;
    }
    piece = object.open(next, length);
    left = length;
    next += length;
    return true;
  }

  @Override
  public void close() throws IOException {
    piece.close();
  }
}
