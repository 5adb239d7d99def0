package io.nightjar.ingest.frames;

import io.nightjar.cptv.index.RangeSource;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object of the store from any byte on, fetched in pieces: a stream that is left early would
 * bring what nobody wants, as much as the connection's buffers take.
 *
 * @param store where it lies
 * @param object which one
 */
record StoredRange(ObjectStore store, ObjectRef object) implements RangeSource {
  /** Bytes of a piece: so many more than needed are fetched at most. */
  static final int PIECE = 256 * 1024;

  @Override
  public long length() {
    return object.size();
  }

  @Override
  public InputStream from(long offset) {
    return new Pieces(offset);
  }

  /** One piece after the other, each when the first of its bytes is asked for. */
  private final class Pieces extends InputStream {
    private InputStream piece = nullInputStream();
    private long left;
    private long next;

    Pieces(long offset) {
      this.next = offset;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0 && !open()) {
        return -1;
      }
      int count = piece.read(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new StoreException(object.key() + " is shorter than it was stored");
      }
      left -= count;
      return count;
    }

    private boolean open() throws IOException {
      piece.close();
      piece = nullInputStream();
      long length = Math.min(PIECE, object.size() - next);
      if (length <= 0) {
        return false;
      }
      piece = store.open(object.key(), next, length);
      left = length;
      next += length;
      return true;
    }

    @Override
    public void close() throws IOException {
      piece.close();
    }
  }
}
