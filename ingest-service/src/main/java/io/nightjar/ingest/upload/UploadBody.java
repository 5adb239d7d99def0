package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A recording on its way to the store: counted, hashed, and refused at the moment when it breaks a
 * rule, so that what breaks one is never completed in the store.
 */
final class UploadBody extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final long most;
  private final Ending ending;
  private long count;
  private Optional<Whole> whole = Optional.empty();

  /**
   * Watches a recording.
   *
   * @param most bytes that it may have
   * @param ending is told of the end, and may still refuse
   */
  UploadBody(InputStream recording, long most, Ending ending) {
    super(recording);
    this.most = most;
    this.ending = ending;
  }

  /**
   * A recording that has ended.
   *
   * @param size bytes
   * @param sha256 lower-case hex
   */
  record Whole(long size, String sha256) {}

  /** What is to be looked at, or begun, before the end of a recording is told. */
  @FunctionalInterface
  interface Ending {
    void check(Whole whole) throws IOException;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n < 0) {
      end();
      return n;
    }
    count += n;
    if (count > most) {
      throw new RefusedBodyException(
          new ProblemException(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken"));
    }
    digest.update(buffer, offset, n);
    return n;
  }

  /** The whole recording; only after its end. */
  Whole whole() {
    return whole.orElseThrow(() -> new IllegalStateException("the recording has not ended"));
  }

  private void end() throws IOException {
    if (whole.isEmpty()) {
      Whole ended = new Whole(count, HexFormat.of().formatHex(digest.digest()));
      ending.check(ended);
      whole = Optional.of(ended);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
