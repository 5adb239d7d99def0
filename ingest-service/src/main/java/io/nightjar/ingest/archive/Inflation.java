package io.nightjar.ingest.archive;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.RefusedBodyException;
import java.io.IOException;
import java.io.InputStream;

/** Watches how much comes out of what was sent, and ends it where that is out of proportion. */
final class Inflation {
  /** Up to here any ratio will do: digital silence compresses by a thousand. */
  private static final long ALWAYS_TAKEN = 1L << 30;

  private final ArchiveLimits limits;
  private final CountedBody sent;
  private long count;

  /**
   * Watches one layer of compression, or the members of an archive.
   *
   * @param sent what it comes out of
   */
  Inflation(ArchiveLimits limits, CountedBody sent) {
    this.limits = limits;
    this.sent = sent;
  }

  /**
   * More has come out.
   *
   * @throws RefusedBodyException {@code archive-too-large} or {@code archive-inflates-too-much}
   */
  void add(int bytes) throws RefusedBodyException {
    count += bytes;
    if (count > limits.inflatedBytes()) {
      throw new RefusedBodyException(tooLarge(limits));
    }
    if (count > ALWAYS_TAKEN && count / limits.ratio() > sent.count()) {
      throw new RefusedBodyException(
          new ProblemException(
              ProblemCode.ARCHIVE_INFLATES_TOO_MUCH,
              "more than " + limits.ratio() + " bytes came out of each that was sent"));
    }
  }

  static ProblemException tooLarge(ArchiveLimits limits) {
    return new ProblemException(
        ProblemCode.ARCHIVE_TOO_LARGE,
        "at most " + limits.inflatedBytes() + " bytes are taken, counted when inflated");
  }

  /** A stream of which every byte is counted here. */
  InputStream watch(InputStream inflated) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = inflated.read(buffer, offset, length);
        if (n > 0) {
          add(n);
        }
        return n;
      }

      @Override
      public int available() {
        return 1; // as the stream of a body says it, see CountedBody
      }

      @Override
      public void close() throws IOException {
        inflated.close();
      }
    };
  }
}
