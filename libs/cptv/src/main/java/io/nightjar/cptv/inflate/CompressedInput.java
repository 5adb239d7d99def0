package io.nightjar.cptv.inflate;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of the file, in a buffer of fixed size that the inflater reads in place. */
public final class CompressedInput implements Closeable {

  /** Measured: nothing is gained beyond 64 KiB. */
  private static final int CAPACITY = 1 << 16;

  /** How many bytes can be taken back after a refill: what a bit buffer holds. */
  private static final int BACK = 8;

  private final InputStream in;
  private final byte[] buffer;
  private int position;
  private int limit;
  private long base;
  private boolean ended;

  /** Reads from a stream, which {@link #close} closes. */
  public CompressedInput(InputStream in) {
    this(in, 0);
  }

  /** Reads from a stream whose first byte stands at an offset of the file. */
  public CompressedInput(InputStream in, long offset) {
    this.in = in;
    this.buffer = new byte[CAPACITY];
    this.base = offset;
  }

  /** Makes up to {@code count} bytes available; false if the file ends before. */
  public boolean require(int count) throws IOException {
    while (limit - position < count) {
      if (!refill()) {
        return false;
      }
    }
    return true;
  }

  /** Reads some more bytes behind the unread ones; false at the end of the file. */
  public boolean refill() throws IOException {
    if (ended) {
      return false;
    }
    int passed = position - BACK;
    if (passed > 0) {
      System.arraycopy(buffer, passed, buffer, 0, limit - passed);
      base += passed;
      limit -= passed;
      position = BACK;
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      ended = true;
      return false;
    }
    limit += count;
    return true;
  }

  /** Returns the buffer; valid until the next {@link #refill}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns where the next byte stands in the buffer. */
  public int position() {
    return position;
  }

  /** Returns how many bytes are available in the buffer. */
  public int available() {
    return limit - position;
  }

  /** Returns how many bytes of the file lie before the next one. */
  public long offset() {
    return base + position;
  }

  /** Passes all up to an offset of the file, which is not before the next byte. */
  void skipTo(long offset) throws IOException {
    long missing = offset - base - limit;
    if (missing > 0) {
      in.skipNBytes(missing);
      base = offset;
      limit = 0;
    }
    position = (int) (offset - base);
  }

  /** Passes available bytes. */
  public void skip(int count) {
    position += count;
  }

  /** Returns to bytes that were passed: all since the last refill, or any eight. */
  public void back(int count) {
    position -= count;
  }

  /** Returns the next available byte, 0…255. */
  public int next() {
    return buffer[position++] & 0xFF;
  }

  /** Returns the next four available bytes, little-endian, unsigned. */
  public long next32() {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) next() << shift;
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
