package io.nightjar.ingest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes on their way to a reader of archives: counted, and it is known how they ended. */
final class CountedBody extends InputStream {
  private final InputStream body;
  private long count;
  private boolean ended;
  private Optional<IOException> failure = Optional.empty();

  CountedBody(InputStream body) {
    this.body = body;
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
      n = body.read(buffer, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
    if (n < 0) {
      ended = true;
    } else {
      count += n;
    }
    return n;
  }

  /** There may always be more; only reading tells. The gzip decoder looks for members by this. */
  @Override
  public int available() {
    return 1;
  }

  /** Bytes so far. */
  long count() {
    return count;
  }

  /** Whether a reader has asked for more than there was. */
  boolean ended() {
    return ended;
  }

  /** What broke it off, if something did. */
  Optional<IOException> failure() {
    return failure;
  }
}
