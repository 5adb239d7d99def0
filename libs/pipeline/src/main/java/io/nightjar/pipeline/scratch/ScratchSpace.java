package io.nightjar.pipeline.scratch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The disk that the scratch files of a process share. A file takes room before it writes, and waits
 * a while where there is none; those that came first get theirs first. Thread-safe.
 */
public final class ScratchSpace {
  /** Room is taken in pieces of this size. */
  static final int PIECE = 64 * 1024;

  private final Opener opener;
  private final int pieces;
  private final Semaphore free;
  private final Duration patience;

  /** Makes files. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Makes an empty file that nobody else finds.
     *
     * @param prefix of the name that it may have for a moment
     */
    RandomAccessFile open(String prefix) throws IOException;
  }

  /**
   * Shares some disk.
   *
   * @param folder may be shared with other processes
   * @param bytes that all files may have together; at least 64 KiB are given
   * @param patience how long a file waits for room
   */
  public ScratchSpace(Path folder, long bytes, Duration patience) {
    this(prefix -> NamelessFile.open(folder, prefix), bytes, patience);
  }

  /** The same with files from elsewhere. */
  public ScratchSpace(Opener opener, long bytes, Duration patience) {
    this.opener = opener;
    this.pieces = Math.clamp(bytes / PIECE, 1, Integer.MAX_VALUE);
    this.free = new Semaphore(pieces, true);
    this.patience = patience;
  }

  /** As much as the disk has. */
  public static ScratchSpace unbounded(Path folder) {
    return new ScratchSpace(folder, Long.MAX_VALUE, Duration.ZERO);
  }

  /** Makes an empty file. */
  public ScratchFile open(String prefix) throws IOException {
    return new ScratchFile(this, opener.open(prefix));
  }

  /** Bytes that are taken. */
  public long used() {
    return (long) (pieces - free.availablePermits()) * PIECE;
  }

  void take(int count) throws IOException {
    try {
      if (!free.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ScratchFullException(
            "all " + (long) pieces * PIECE + " bytes of scratch disk are in use");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while scratch disk was waited for");
    }
  }

  void giveBack(int count) {
    free.release(count);
  }
}
