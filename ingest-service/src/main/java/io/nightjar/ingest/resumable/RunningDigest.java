package io.nightjar.ingest.resumable;

import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A SHA-256 whose state can be written down and taken up again, which the platform's can't: what
 * has come is never read again for its digest. Not thread-safe.
 */
final class RunningDigest {
  private final SHA256Digest digest;

  /** Of nothing. */
  RunningDigest() {
    this.digest = new SHA256Digest();
  }

  private RunningDigest(SHA256Digest digest) {
    this.digest = digest;
  }

  /** Goes on from a state. */
  static RunningDigest from(String state) {
    return new RunningDigest(new SHA256Digest(Base64.getDecoder().decode(state)));
  }

  void update(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
  }

  /** What {@link #from} takes. */
  String state() {
    return Base64.getEncoder().encodeToString(digest.getEncodedState());
  }

  /** The digest of all so far, lower-case hex. */
  String hex() {
    SHA256Digest soFar = new SHA256Digest(digest);
    byte[] hash = new byte[soFar.getDigestSize()];
    soFar.doFinal(hash, 0);
    return HexFormat.of().formatHex(hash);
  }
}
