package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.Words;

/**
 * Looks for bits that a dynamic block may start with (RFC 1951, section 3.2.7), where nobody knows
 * where blocks start. What is found has a header of the right form; of ten thousand places one has.
 */
final class BlockSearch {

  /** Not the last block, type 2; the lowest bit comes first. */
  static final int NOT_LAST_DYNAMIC = 0b100;

  static final int HEADER_BITS = 3;

  /** Of the 57 bits that a word has at least, so many have all behind them that is asked. */
  private static final int STARTS = 57 - HEADER_BITS - 5 - 5 + 1;

  /** Three bits for the length of each code that code lengths are written with. */
  private static final int LENGTH_BITS = 3;

  private static final int FIRST_LENGTH = HEADER_BITS + 5 + 5 + 4;

  /** What a complete code's lengths add up to: each counts 2^-length, here times 2^7. */
  private static final int COMPLETE = 1 << 7;

  private static final int FOUR_LENGTHS = 4 * LENGTH_BITS;

  private static final int FOUR = (1 << FOUR_LENGTHS) - 1;

  /** The sum for each four lengths. */
  private static final short[] SUM_OF_FOUR = sums();

  private BlockSearch() {}

  private static short[] sums() {
    short[] sums = new short[FOUR + 1];
    for (int lengths = 0; lengths < sums.length; lengths++) {
      for (int shift = 0; shift < FOUR_LENGTHS; shift += LENGTH_BITS) {
        int length = lengths >>> shift & 7;
        sums[lengths] += (short) (length == 0 ? 0 : COMPLETE >>> length);
      }
    }
    return sums;
  }

  /**
   * Returns the next bit where a block may start, or −1.
   *
   * @param bytes the stream, or a part of it
   * @param length how many bytes there are; near their end nothing is found
   * @param from the first bit to look at
   */
  static long next(byte[] bytes, int length, long from) {
    long end = 8L * (length - 3 * Long.BYTES);
    for (long bit = from; bit < end; bit += STARTS) {
      long word = word(bytes, bit);
      for (long starts = starts(word); starts != 0; starts &= starts - 1) {
        long start = bit + Long.numberOfTrailingZeros(starts);
        if (isComplete(bytes, start)) {
          return start;
        }
      }
    }
    return -1;
  }

  /**
   * Returns of a word's lowest bits those that a block may start with, all looked at at once: not
   * the last block, type 2, and no more than 29 for either count of codes.
   */
  private static long starts(long word) {
    long form = ~word & ~(word >>> 1) & (word >>> 2);
    long literals = word >>> HEADER_BITS;
    long distances = literals >>> 5;
    return form & ~manyCodes(literals) & ~manyCodes(distances) & ((1L << STARTS) - 1);
  }

  /** Returns the bits that a number of five bits starts with, 30 or 31. */
  private static long manyCodes(long word) {
    return (word >>> 1) & (word >>> 2) & (word >>> 3) & (word >>> 4);
  }

  /** Tells whether the lengths of a block that starts there make a complete code. */
  private static boolean isComplete(byte[] bytes, long start) {
    int count = (int) (word(bytes, start + FIRST_LENGTH - 4) & 15) + 4;
    long lengths = word(bytes, start + FIRST_LENGTH) & ((1L << (LENGTH_BITS * count)) - 1);
    return SUM_OF_FOUR[(int) lengths & FOUR]
            + SUM_OF_FOUR[(int) (lengths >>> FOUR_LENGTHS) & FOUR]
            + SUM_OF_FOUR[(int) (lengths >>> (2 * FOUR_LENGTHS)) & FOUR]
            + SUM_OF_FOUR[(int) (lengths >>> (3 * FOUR_LENGTHS)) & FOUR]
            + SUM_OF_FOUR[(int) (lengths >>> (4 * FOUR_LENGTHS)) & FOUR]
        == COMPLETE;
  }

  private static long word(byte[] bytes, long bit) {
    return Words.littleEndian64(bytes, (int) (bit >>> 3)) >>> (bit & 7);
  }
}
