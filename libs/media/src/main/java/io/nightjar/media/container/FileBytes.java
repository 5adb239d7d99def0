package io.nightjar.media.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads bytes of a file at any position. Not thread-safe. */
public final class FileBytes implements Closeable {

  private static final int SCAN_BLOCK = 1 << 16;

  private final FileChannel channel;
  private final long size;

  private FileBytes(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /** Opens a file; its size is taken now and does not grow with it. */
  public static FileBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new FileBytes(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The file's length in bytes. */
  public long size() {
    return size;
  }

  /**
   * Reads bytes at a position.
   *
   * @param length at most so many; the caller bounds it
   * @return what is there of them, ready to be read, big-endian; empty behind the end of the file
   */
  public ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(size - position, 0, length));
    readInto(bytes, position);
    return bytes;
  }

  /**
   * Fills a buffer from a position on, as far as the file goes, and makes it ready to be read.
   *
   * @return how many bytes it holds
   * @throws InterruptedIOException if the thread was interrupted; its flag stays set, and nothing
   *     can be read any more
   */
  public int readInto(ByteBuffer bytes, long position) throws IOException {
    bytes.clear();
    bytes.limit(Math.clamp(size - position, 0, bytes.capacity()));
    long at = position;
    while (bytes.hasRemaining()) {
      int count = read(bytes, at);
      if (count < 0) {
        break;
      }
      at += count;
    }
    bytes.flip();
    return bytes.limit();
  }

  private int read(ByteBuffer bytes, long position) throws IOException {
    try {
      return channel.read(bytes, position);
    } catch (ClosedByInterruptException e) {
      throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
    }
  }

  /** Whether all bytes of a range are zero. Stops at the first one that is not. */
  public boolean zeros(long from, long to) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(SCAN_BLOCK);
    for (long at = from; at < to; at += SCAN_BLOCK) {
      readInto(block, at);
      block.limit((int) Math.min(block.limit(), to - at));
      while (block.hasRemaining()) {
        if (block.get() != 0) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
