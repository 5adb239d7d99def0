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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of an object on its way into the store. A small one gathers in the heap, as long as there
 * is room for it ({@link Room}); a larger one in a scratch file, so that a body that comes slowly,
 * or waits for the store, costs disk and a small buffer, but no part's length of heap. The file has
 * no name from its first byte on: whatever ends the process, nothing is left. Not thread-safe.
 */
final class SpooledPart implements Closeable {
  /** What the file of a part is called for a moment. */
  static final String PREFIX = "nightjar-part-";

  private static final Logger LOG = LoggerFactory.getLogger(SpooledPart.class);

  /** What each part costs, however slowly it comes. */
  private static final int BUFFER = 16 * 1024;

  /** What needs no file: a file costs a small recording more than all its bytes do. */
  private static final int MOST_IN_HEAP = 128 * 1024;

  private final ScratchSpace scratch;
  private final boolean signed;
  private final Room room;
  private byte[] buffer = new byte[BUFFER];
  private int taken;
  private Optional<ScratchFile> file = Optional.empty();
  private boolean inFile;
  private long length;
  private Http.Headers digest = new Http.Headers();

  /**
   * An empty part.
   *
   * @param scratch where its file lies
   * @param signed whether its digest is needed
   * @param room of all parts together
   */
  SpooledPart(ScratchSpace scratch, boolean signed, Room room) {
    this.scratch = scratch;
    this.signed = signed;
    this.room = room;
  }

  /** What all parts in the heap may take together, beyond a buffer each. Thread-safe. */
  static final class Room {
    private long left;

    Room(long bytes) {
      this.left = bytes;
    }

    synchronized boolean take(int bytes) {
      boolean enough = left >= bytes;
      left -= enough ? bytes : 0;
      return enough;
    }

    synchronized void giveBack(int bytes) {
      left += bytes;
    }
  }

  /**
   * Takes the next part of a body in place of the one before.
   *
   * @param most bytes; fewer are taken only at the body's end
   */
  void fill(InputStream body, long most)
      throws SourceFailedException, ScratchException, ScratchFullException {
    MessageDigest sha256 = Sha256.digest();
    CRC32C checksum = new CRC32C();
    length = 0;
    inFile = false;
    int held = 0; // in the buffer, and nowhere else
    while (length < most) {
      if (held == buffer.length && !grow()) {
        write(held);
        held = 0;
      }
      int n = read(body, held, (int) Math.min(buffer.length - held, most - length));
      if (n < 0) {
        break;
      }
      if (signed) {
        sha256.update(buffer, held, n);
      } else {
        checksum.update(buffer, held, n);
      }
      held += n;
      length += n;
      if (inFile) {
        write(held);
        held = 0;
      }
    }
    digest =
        signed
            ? BodySigning.signed(HexFormat.of().formatHex(sha256.digest()))
            : BodySigning.unsigned(checksum);
  }

  /** Makes room for more of a part that is not in its file. */
  private boolean grow() {
    if (inFile || buffer.length >= MOST_IN_HEAP || !room.take(buffer.length)) {
      return false;
    }
    taken += buffer.length;
    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    return true;
  }

  /** Bytes that it holds. */
  long length() {
    return length;
  }

  /** The bytes, if they gathered in the heap: the first {@link #length} of these. */
  Optional<byte[]> heap() {
    return inFile ? Optional.empty() : Optional.of(buffer);
  }

  /** The bytes, if they gathered in a file: from its position on. */
  RandomAccessFile file() throws ScratchException {
    try {
      return file.orElseThrow().rewound();
    } catch (IOException e) {
      throw new ScratchException("cannot rewind a scratch file", e);
    }
  }

  /** What the request says of its body. */
  Http.Headers digest() {
    return digest;
  }

  private int read(InputStream body, int at, int most) throws SourceFailedException {
    try {
      return body.read(buffer, at, most);
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  /** Writes what is in the buffer, which from then on is as small as it was. */
  private void write(int count) throws ScratchException, ScratchFullException {
    try {
      if (!inFile) {
        file = Optional.of(file.isPresent() ? file.get() : scratch.open(PREFIX));
        file.get().clear();
        inFile = true;
      }
      file.orElseThrow().append(buffer, 0, count);
    } catch (ScratchFullException e) {
      throw e;
    } catch (IOException e) {
      throw new ScratchException("cannot write to a scratch file", e);
    }
    if (taken > 0) {
      buffer = new byte[BUFFER];
      room.giveBack(taken);
      taken = 0;
    }
  }

  @Override
  public void close() {
    room.giveBack(taken);
    taken = 0;
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("A scratch file could not be closed");
    }
  }
}
