package io.nightjar.pipeline.store;

import io.minio.Http;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.scratch.ScratchFile;
import io.nightjar.pipeline.scratch.ScratchFullException;
import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that gather for a part, in a scratch file without a name: whatever ends the process,
 * nothing is left of it. Not thread-safe.
 */
public final class PartSpool implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PartSpool.class);
  private static final int BUFFER = 16 * 1024;

  private final ScratchFile file;
  private MessageDigest digest = Sha256.digest();

  private PartSpool(ScratchFile file) {
    this.file = file;
  }

  /** An empty one. */
  static PartSpool open(ScratchSpace scratch) throws ScratchException {
    try {
      return new PartSpool(scratch.open(SpooledPart.PREFIX));
    } catch (IOException e) {
      throw new ScratchException("cannot make a scratch file", e);
    }
  }

  /**
   * Adds bytes at the end.
   *
   * @throws ScratchFullException if the spools of this process hold all that they may
   * @throws ScratchException if this machine has no room for them
   */
  public void append(byte[] bytes, int offset, int count)
      throws ScratchException, ScratchFullException {
    try {
      file.append(bytes, offset, count);
    } catch (ScratchFullException e) {
      throw e;
    } catch (IOException e) {
      throw new ScratchException("cannot write to a scratch file", e);
    }
    digest.update(bytes, offset, count);
  }

  /** Adds all bytes of an object of the store. */
  public void append(InputStream object) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = object.read(buffer); n >= 0; n = object.read(buffer)) {
      append(buffer, 0, n);
    }
  }

  /** Bytes that it holds. */
  public long length() {
    return file.length();
  }

  /**
   * Its first bytes.
   *
   * @param most how many, if it holds so many
   */
  public byte[] head(int most) throws ScratchException {
    try {
      return file.read(0, (int) Math.min(most, length()));
    } catch (IOException e) {
      throw new ScratchException("cannot read a scratch file", e);
    }
  }

  /** Makes it empty again. */
  public void clear() {
    file.clear();
    digest.reset();
  }

  /** Its bytes, from the file's position on: the first {@link #length} are to be sent. */
  RandomAccessFile file() throws ScratchException {
    try {
      return file.rewound();
    } catch (IOException e) {
      throw new ScratchException("cannot rewind a scratch file", e);
    }
  }

  /** Their digest, by which the request is signed: the SDK needs not read the file for it. */
  Http.Headers digest() {
    try {
      MessageDigest soFar = (MessageDigest) digest.clone();
      return new Http.Headers(
          Http.Headers.X_AMZ_CONTENT_SHA256, HexFormat.of().formatHex(soFar.digest()));
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the platform's SHA-256 can be cloned", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("A scratch file could not be closed");
    }
  }
}
