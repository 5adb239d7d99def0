package io.nightjar.ingest.upload;

import io.nightjar.pipeline.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A body as it is sent, before what codes or wraps it is taken off: hashed if that is asked for.
 */
public final class SentBody extends FilterInputStream {
  private static final int BUFFER = 8 * 1024;

  private final Optional<MessageDigest> digest;

  /** A body that is hashed, or not. */
  public SentBody(InputStream body, boolean hashed) {
    super(body);
    this.digest = hashed ? Optional.of(Sha256.digest()) : Optional.empty();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      digest.ifPresent(d -> d.update(buffer, offset, n));
    }
    return n;
  }

  /** There may always be more; only reading tells. The gzip decoder looks for members by this. */
  @Override
  public int available() {
    return 1;
  }

  /**
   * Reads what is left.
   *
   * @return how many bytes that were
   */
  long finish() throws IOException {
    byte[] buffer = new byte[BUFFER];
    long count = 0;
    for (int n = read(buffer, 0, buffer.length); n >= 0; n = read(buffer, 0, buffer.length)) {
      count += n;
    }
    return count;
  }

  /** The SHA-256 of the whole body as lower-case hex, if it is hashed; once, after its end. */
  public Optional<String> sha256() {
    return digest.map(d -> HexFormat.of().formatHex(d.digest()));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
