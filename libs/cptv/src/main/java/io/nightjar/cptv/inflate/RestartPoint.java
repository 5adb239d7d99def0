package io.nightjar.cptv.inflate;

/** A place where inflating can start without what lies before it. */
public final class RestartPoint {

  /** The longest window: how far back a match may reach. */
  public static final int MAX_WINDOW = DeflateStream.WINDOW;

  private final long bit;
  private final long inflatedOffset;
  private final byte[] window;

  /**
   * Makes a point.
   *
   * @param bit the first bit of a deflate block, counted from the start of the file
   * @param inflatedOffset how many bytes lie before it after decompression
   * @param window the last of them, at most {@link #MAX_WINDOW}, for matches to copy from; kept
   */
  public RestartPoint(long bit, long inflatedOffset, byte[] window) {
    if (bit < 0 || window.length > MAX_WINDOW || inflatedOffset < window.length) {
      throw new IllegalArgumentException("no such place: bit " + bit + ", byte " + inflatedOffset);
    }
    this.bit = bit;
    this.inflatedOffset = inflatedOffset;
    this.window = window;
  }

  /** Returns the first bit of a block, counted from the start of the file. */
  public long bit() {
    return bit;
  }

  /** Returns how many bytes lie before it after decompression. */
  public long inflatedOffset() {
    return inflatedOffset;
  }

  /** Returns the bytes before it, not a copy. */
  public byte[] window() {
    return window;
  }
}
