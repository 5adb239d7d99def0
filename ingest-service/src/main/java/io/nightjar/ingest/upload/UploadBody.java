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
 * An upload on its way to the store: counted, hashed, and refused at the moment when it breaks a
 * rule, so that what breaks one is never completed in the store.
 */
final class UploadBody extends FilterInputStream {
  private final MessageDigest digest = Sha256.digest();
  private final Optional<String> promised;
  private final long most;
  private long count;
  private String sha256 = "";

  /**
   * Watches a body.
   *
   * @param most bytes that it may have
   * @param promised the SHA-256 that it must have, if the sender promised one
   */
  UploadBody(InputStream body, long most, Optional<String> promised) {
    super(body);
    this.most = most;
    this.promised = promised;
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
      throw refused(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken");
    }
    digest.update(buffer, offset, n);
    return n;
  }

  /** Bytes so far. */
  long count() {
    return count;
  }

  /** The SHA-256 of the whole body as lower-case hex; only after its end. */
  String sha256() {
    if (sha256.isEmpty()) {
      throw new IllegalStateException("the body has not ended");
    }
    return sha256;
  }

  private void end() throws RefusedBodyException {
    if (!sha256.isEmpty()) {
      return;
    }
    sha256 = HexFormat.of().formatHex(digest.digest());
    if (promised.isPresent() && !promised.get().equals(sha256)) {
      throw refused(
          ProblemCode.DIGEST_MISMATCH,
          "the body's SHA-256 is " + sha256 + ", but " + promised.get() + " was promised");
    }
  }

  private static RefusedBodyException refused(ProblemCode code, String detail) {
    return new RefusedBodyException(new ProblemException(code, detail));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
