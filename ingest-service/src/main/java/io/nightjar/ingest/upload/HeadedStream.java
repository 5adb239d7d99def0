package io.nightjar.ingest.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream whose first bytes were looked at and are given again. They are let go once they have
 * been read: an upload that lasts for hours does not hold them.
 */
final class HeadedStream extends FilterInputStream {
  private static final byte[] NOTHING = {};

  private byte[] head;
  private int position;

  HeadedStream(byte[] head, InputStream rest) {
    super(rest);
    this.head = head;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (position == head.length) {
      return super.read(buffer, offset, length);
    }
    int n = Math.min(length, head.length - position);
    System.arraycopy(head, position, buffer, offset, n);
    position += n;
    if (position == head.length) {
      head = NOTHING;
      position = 0;
    }
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
