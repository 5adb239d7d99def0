package io.nightjar.pipeline.store;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.fault.BrokenContractException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * An object on its way from the store that proves, at its end, to be the one that an event names:
 * whoever has read it to its end may trust what it has read.
 */
public final class CheckedObject extends InputStream {
  private final InputStream in;
  private final ObjectRef expected;
  private final MessageDigest digest = Sha256.digest();
  private boolean checked;

  /**
   * Checks a stream.
   *
   * @param in closed with this one
   * @param expected what it should be
   */
  public CheckedObject(InputStream in, ObjectRef expected) {
    this.in = in;
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads on.
   *
   * @throws BrokenContractException at the end, if it was another object
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
    } else if (count < 0 && !checked) {
      check();
    }
    return count;
  }

  private void check() {
    checked = true;
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected.sha256())) {
      throw new BrokenContractException(
          "unreadable-document",
          expected.key() + " has the digest " + found + ", not " + expected.sha256());
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
