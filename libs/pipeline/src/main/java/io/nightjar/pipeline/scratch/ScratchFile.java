package io.nightjar.pipeline.scratch;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A file without a name: whatever ends the process, nothing is left of it. It holds room of its
 * {@link ScratchSpace} until it is closed. Not thread-safe.
 */
public final class ScratchFile implements Closeable {
  private final ScratchSpace space;
  private final RandomAccessFile file;
  private long length;
  private int taken;
  private boolean closed;

  ScratchFile(ScratchSpace space, RandomAccessFile file) {
    this.space = space;
    this.file = file;
  }

  /**
   * Adds bytes at the end.
   *
   * @throws ScratchFullException if the files of this process hold all that they may
   * @throws IOException if the disk is full or fails
   */
  public void append(byte[] bytes, int offset, int count) throws IOException {
    reserve(length + count);
    file.seek(length);
    file.write(bytes, offset, count);
    length += count;
  }

  /** Bytes that it holds. */
  public long length() {
    return length;
  }

  /** Reads bytes that it holds. */
  public byte[] read(long from, int count) throws IOException {
    byte[] bytes = new byte[count];
    file.seek(from);
    file.readFully(bytes);
    return bytes;
  }

  /** Makes it empty. It keeps its room, since what is written next is about as long. */
  public void clear() {
    length = 0;
  }

  /** Itself, from whose position on its first {@link #length} bytes are to be read. */
  public RandomAccessFile rewound() throws IOException {
    file.seek(0);
    return file;
  }

  private void reserve(long bytes) throws IOException {
    int needed = Math.toIntExact((bytes + ScratchSpace.PIECE - 1) / ScratchSpace.PIECE);
    if (needed > taken) {
      space.take(needed - taken);
      taken = needed;
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      space.giveBack(taken);
      file.close();
    }
  }
}
