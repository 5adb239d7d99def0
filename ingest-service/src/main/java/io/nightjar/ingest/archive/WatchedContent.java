package io.nightjar.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** A member's content on its way to the store: how it began, and why it could not be read on. */
final class WatchedContent extends InputStream {
  private final InputStream content;
  private final byte[] head = new byte[ArchiveFormat.HEAD];
  private int headLength;
  private Optional<IOException> failure = Optional.empty();

  WatchedContent(InputStream content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n;
    try {
      n = content.read(buffer, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
    if (n > 0 && headLength < head.length) {
      int more = Math.min(n, head.length - headLength);
      System.arraycopy(buffer, offset, head, headLength, more);
      headLength += more;
    }
    return n;
  }

  /** Its first bytes, as far as they were read. */
  byte[] head() {
    return Arrays.copyOf(head, headLength);
  }

  /** Why it could not be read on, if it could not. */
  Optional<IOException> failure() {
    return failure;
  }
}
