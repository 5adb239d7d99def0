package io.nightjar.cptv.core;

import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of a recording after decompression, as a window that the parser reads in place: {@link
 * #require} makes bytes available from {@link #position()} on, {@link #skip} passes them. The
 * window grows only with bytes that really arrived.
 */
public abstract class InflatedBytes {

  /** The window; bytes from {@link #position} to {@link #limit} are unread. */
  protected byte[] buffer;

  /** The next unread byte. */
  protected int position;

  /** The end of what has arrived. */
  protected int limit;

  private final int history;
  private final int room;
  private long base;

  /**
   * Makes an empty window.
   *
   * @param history how many bytes before {@link #limit} a subclass needs to keep
   * @param room how many free bytes {@link #fill} needs at least
   */
  protected InflatedBytes(int history, int room) {
    this.history = history;
    this.room = room;
    this.buffer = new byte[2 * (history + room)];
  }

  /**
   * Puts one or more bytes at {@link #limit}, where at least {@code room} bytes are free.
   *
   * @return false at the end, which {@link #end()} then explains
   */
  protected abstract boolean fill() throws IOException;

  /** Returns why the bytes ended. Only after {@link #require} returned false. */
  public abstract StreamEnd end();

  /** Returns the first gzip member whose trailer did not match so far, or -1. */
  public abstract int firstWrongChecksum();

  /**
   * Makes {@code count} bytes available in one piece.
   *
   * @return false if the stream ends before; what came until then stays available
   */
  public final boolean require(int count) throws IOException {
    while (limit - position < count) {
      if (buffer.length - limit < room) {
        makeRoom(count);
      }
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  private void makeRoom(int wanted) {
    int keep = Math.max(0, Math.min(position, limit - history));
    int kept = limit - keep;
    // Slide when at least half comes free, else grow: each byte is moved about once.
    // Beyond what is wanted in one piece it never grows: sliding is enough then, once a piece.
    long enough = (long) position - keep + wanted + history + 2L * room;
    boolean grows = kept > buffer.length / 2 && buffer.length < enough;
    byte[] target =
        grows ? new byte[Math.toIntExact(Math.min(2L * buffer.length, enough))] : buffer;
    System.arraycopy(buffer, keep, target, 0, kept);
    buffer = target;
    base += keep;
    position -= keep;
    limit = kept;
  }

  /**
   * Returns the most bytes of heap that the window takes if no longer piece is asked for: the
   * window itself, at most {@code piece + 2 · (history + room)}, and the shorter one before while
   * it grows.
   */
  final long heapBytes(long piece) {
    return 2 * (piece + 2L * (history + room));
  }

  /** Starts in the middle: {@code window} came before the next byte, which stands at an offset. */
  protected final void startAt(long offset, byte[] window) {
    System.arraycopy(window, 0, buffer, 0, window.length);
    position = window.length;
    limit = window.length;
    base = offset - window.length;
  }

  /** Returns how many bytes lie before {@link #buffer}'s first one. */
  protected final long base() {
    return base;
  }

  /** Returns the window itself; valid until the next {@link #require}. */
  public final byte[] buffer() {
    return buffer;
  }

  /** Returns where the next unread byte stands in {@link #buffer()}. */
  public final int position() {
    return position;
  }

  /** Returns how many bytes are available. */
  public final int available() {
    return limit - position;
  }

  /** Returns how many bytes lie before the next unread one. */
  public final long offset() {
    return base + position;
  }

  /** Passes bytes that are available. */
  public final void skip(int count) {
    if (count < 0 || count > limit - position) {
      throw new IllegalArgumentException("only available bytes can be skipped");
    }
    position += count;
  }

  /** Returns the next byte, 0…255, which is available, and passes it. */
  public final int next() {
    return buffer[position++] & 0xFF;
  }

  /** Returns a copy of available bytes, without passing them. */
  public final byte[] peek(int count) {
    return Arrays.copyOfRange(buffer, position, position + Math.min(count, available()));
  }
}
