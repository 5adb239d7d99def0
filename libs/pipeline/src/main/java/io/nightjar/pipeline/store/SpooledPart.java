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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of an object on its way into the store. What is up to 4 MiB gathers in the heap, as long
 * as there is room for it ({@link HeapChunks}); the rest in a scratch file, so that a body that
 * comes slowly, or waits for the store, costs disk and a small buffer, but no part's length of
 * heap. The file has no name from its first byte on: whatever ends the process, nothing is left.
 * Not thread-safe.
 */
final class SpooledPart implements Closeable {
  /** What the file of a part is called for a moment. */
  static final String PREFIX = "nightjar-part-";

  private static final Logger LOG = LoggerFactory.getLogger(SpooledPart.class);

  /** What each part costs, however slowly it comes. */
  private static final int BUFFER = 16 * 1024;

  /** Beside the buffer: most recordings need no file, which costs more than all else of them. */
  private static final int MOST_CHUNKS = 4 * 1024 * 1024 / HeapChunks.CHUNK;

  private final ScratchSpace scratch;
  private final boolean signed;
  private final HeapChunks heap;
  private final byte[] buffer = new byte[BUFFER];
  private final List<byte[]> chunks = new ArrayList<>();
  private Optional<ScratchFile> file = Optional.empty();
  private boolean inFile;
  private long length;
  private Http.Headers digest = new Http.Headers();

  /**
   * An empty part.
   *
   * @param scratch where its file lies
   * @param signed whether its digest is needed
   * @param heap of all parts together
   */
  SpooledPart(ScratchSpace scratch, boolean signed, HeapChunks heap) {
    this.scratch = scratch;
    this.signed = signed;
    this.heap = heap;
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
    releaseChunks();
    byte[] into = buffer;
    int held = 0; // in there, and nowhere else
    while (length < most) {
      if (held == into.length) {
        into = grow();
        held = 0;
      }
      int n = read(body, into, held, (int) Math.min(into.length - held, most - length));
      if (n < 0) {
        break;
      }
      if (signed) {
        sha256.update(into, held, n);
      } else {
        checksum.update(into, held, n);
      }
      length += n;
      if (inFile) {
        append(into, n);
      } else {
        held += n;
      }
    }
    digest =
        signed
            ? BodySigning.signed(HexFormat.of().formatHex(sha256.digest()))
            : BodySigning.unsigned(checksum);
  }

  /** Where more goes of a part that fills all that it has of the heap. */
  private byte[] grow() throws ScratchException, ScratchFullException {
    Optional<byte[]> chunk = chunks.size() < MOST_CHUNKS ? heap.take() : Optional.empty();
    if (chunk.isPresent()) {
      chunks.add(chunk.get());
      return chunk.get();
    }
    openFile();
    append(buffer, buffer.length);
    for (byte[] full : chunks) {
      append(full, full.length);
    }
    releaseChunks();
    return buffer;
  }

  private void releaseChunks() {
    heap.giveBack(chunks);
    chunks.clear();
  }

  /** Bytes that it holds. */
  long length() {
    return length;
  }

  /** The bytes, if they gathered in the heap: the first {@link #length} of these arrays'. */
  Optional<List<byte[]>> heap() {
    if (inFile) {
      return Optional.empty();
    }
    List<byte[]> all = new ArrayList<>(List.of(buffer));
    all.addAll(chunks);
    return Optional.of(all);
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

  private static int read(InputStream body, byte[] into, int at, int most)
      throws SourceFailedException {
    try {
      return body.read(into, at, most);
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }

  private void openFile() throws ScratchException {
    try {
      file = Optional.of(file.isPresent() ? file.get() : scratch.open(PREFIX));
    } catch (IOException e) {
      throw new ScratchException("cannot make a scratch file", e);
    }
    file.get().clear();
    inFile = true;
  }

  private void append(byte[] bytes, int count) throws ScratchException, ScratchFullException {
    try {
      file.orElseThrow().append(bytes, 0, count);
    } catch (ScratchFullException e) {
      throw e;
    } catch (IOException e) {
      throw new ScratchException("cannot write to a scratch file", e);
    }
  }

  @Override
  public void close() {
    releaseChunks();
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("A scratch file could not be closed");
    }
  }
}
