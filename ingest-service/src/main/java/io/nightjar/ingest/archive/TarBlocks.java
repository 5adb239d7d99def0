package io.nightjar.ingest.archive;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.RefusedBodyException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The blocks of a tar on their way to its reader, which gathers the headers of a member in memory,
 * however long they say they are, and does not tell an archive's end from where it was cut.
 */
final class TarBlocks extends InputStream {
  /** Long names and attributes of one member; POSIX and GNU write a few KiB at most. */
  private static final int MOST_HEADER = 256 * 1024;

  /** Headers that hold for all members that follow: the reader keeps them all. */
  private static final int MOST_GLOBAL = 256 * 1024;

  private static final int BLOCK = 512;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final char GLOBAL = 'g';
  private static final char MAGIC = 'u';

  private final InputStream in;
  private long position;
  private boolean inHeader;
  private int header;
  private int zeros;
  private int globals;
  private boolean maybeGlobal;
  private boolean global;

  TarBlocks(InputStream in) {
    this.in = in;
  }

  /** What follows belongs to a header. */
  void beginHeader() {
    inHeader = true;
    header = 0;
    zeros = 0;
    global = false;
  }

  /** What follows belongs to a member. */
  void endHeader() throws RefusedBodyException {
    inHeader = false;
    if (global) {
      globals += header;
      require(globals <= MOST_GLOBAL, "for all members together");
    }
  }

  /** Whether the last header was the block of zeros that ends an archive. */
  boolean endMarked() {
    return zeros >= BLOCK;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      if (inHeader) {
        header += n;
        require(header <= MOST_HEADER, "for one member");
        for (int at = offset; at < offset + n; at++) {
          look(buffer[at], (int) ((position + at - offset) % BLOCK));
        }
      }
      position += n;
    }
    return n;
  }

  private void look(byte octet, int column) {
    zeros = octet == 0 ? zeros + 1 : 0;
    if (column == TYPE_AT) {
      maybeGlobal = octet == GLOBAL;
    }
    if (column == MAGIC_AT && octet == MAGIC && maybeGlobal) {
      global = true;
    }
  }

  private static void require(boolean fits, String what) throws RefusedBodyException {
    if (!fits) {
      throw new RefusedBodyException(
          new ProblemException(
              ProblemCode.ARCHIVE_HEADER_TOO_LARGE, "its headers are too long " + what));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
