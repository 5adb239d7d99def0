package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.ByteArrayAccess;
import java.io.IOException;

/** The bits of the compressed file, lowest bit of each byte first (RFC 1951, section 3.1.1). */
public final class BitInput {

  private final CompressedInput in;

  /** Unread bits, the next one lowest; zeros above {@link #count}. */
  public long bits;

  /** How many bits are held, 0…63. */
  public int count;

  /** Starts at the next byte. */
  public BitInput(CompressedInput in) {
    this.in = in;
  }

  /** Holds eight or more bits more; false at the end of the file. */
  public boolean add() throws IOException {
    if (in.available() >= Long.BYTES) {
      bits |= ByteArrayAccess.littleEndian64(in.buffer(), in.position()) << count;
      in.skip((63 - count) >>> 3);
      count |= 56;
      bits &= (1L << count) - 1;
      return true;
    }
    if (!in.require(1)) {
      return false;
    }
    bits |= (long) in.next() << count;
    count += 8;
    return true;
  }

  /** Returns the next bits, 0…32, and passes them. */
  public int take(int number) throws IOException, DeflateException {
    require(number);
    int value = (int) (bits & ((1L << number) - 1));
    pass(number);
    return value;
  }

  /** Holds so many bits, 0…56, at least. */
  public void require(int number) throws IOException, DeflateException {
    while (count < number) {
      if (!add()) {
        throw DeflateException.truncated();
      }
    }
  }

  /** Passes so many of the held bits. */
  public void pass(int number) {
    bits >>>= number;
    count -= number;
  }

  /**
   * Takes over from a loop that held the bits itself.
   *
   * @param next where the input stands in its buffer
   * @param held the next bits, lowest first; what lies above them does not count
   * @param number how many there are, in the lowest six bits
   */
  public void takeOver(int next, long held, int number) {
    in.skip(next - in.position());
    count = number & 63;
    bits = held & ((1L << count) - 1);
  }

  /** Passes the rest of a byte and gives whole bytes back, so that the input stands there. */
  public void alignToByte() {
    in.back(count >>> 3);
    bits = 0;
    count = 0;
  }

  /** Goes on at a bit of the file, which is not before the next one, or in the same byte. */
  public void goTo(long bit) throws IOException, DeflateException {
    alignToByte();
    in.skipTo(bit >> 3);
    take((int) (bit & 7));
  }

  /** Returns how many bits of the file lie before the next one. */
  public long offset() {
    return 8 * in.offset() - count;
  }
}
