package io.nightjar.pipeline.store;

import io.minio.Http;
import io.nightjar.pipeline.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of an object on its way into the store. It gathers in a scratch file, so that a body that
 * comes slowly, or waits for the store, costs disk and a small buffer, but no part's length of
 * heap. The file has no name from its first byte on: whatever ends the process, nothing is left.
 * Not thread-safe.
 */
final class SpooledPart implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SpooledPart.class);
  private static final int BUFFER = 16 * 1024;

  private final RandomAccessFile file;
  private long length;
  private String sha256 = "";

  private SpooledPart(RandomAccessFile file) {
    this.file = file;
  }

  /** An empty part in a folder, which may be shared with other processes. */
  static SpooledPart open(Path folder) throws ScratchException {
    try {
      Path path = Files.createTempFile(folder, "nightjar-part-", "");
      try {
        return new SpooledPart(new RandomAccessFile(path.toFile(), "rw"));
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new ScratchException("cannot make a scratch file", e);
    }
  }

  /**
   * Takes the next part of a body in place of the one before.
   *
   * @param most bytes; fewer are taken only at the body's end
   */
  void fill(InputStream body, long most) throws SourceFailedException, ScratchException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    length = 0;
    rewind();
    while (length < most) {
      int n = read(body, buffer, (int) Math.min(buffer.length, most - length));
      if (n < 0) {
        break;
      }
      digest.update(buffer, 0, n);
      write(buffer, n);
      length += n;
    }
    sha256 = HexFormat.of().formatHex(digest.digest());
    rewind();
  }

  /** Bytes that it holds. */
  long length() {
    return length;
  }

  /** The bytes, from the file's position on. */
  RandomAccessFile file() {
    return file;
  }

  /** Their digest, by which the request is signed: the SDK needs not read the file for it. */
  Http.Headers digest() {
    return new Http.Headers(Http.Headers.X_AMZ_CONTENT_SHA256, sha256);
  }

  private void rewind() throws ScratchException {
    try {
      file.seek(0);
    } catch (IOException e) {
      throw new ScratchException("cannot rewind a scratch file", e);
    }
  }

  private static int read(InputStream body, byte[] buffer, int most) throws SourceFailedException {
    try {
      return body.read(buffer, 0, most);
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  private void write(byte[] buffer, int count) throws ScratchException {
    try {
      file.write(buffer, 0, count);
    } catch (IOException e) {
      throw new ScratchException("cannot write to a scratch file", e);
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
