package io.nightjar.cptv.inflate;

import java.util.Arrays;

/**
 * A table that resolves the next bits of a Huffman code (RFC 1951, section 3.2.2) in one look-up;
 * codes that are longer than the table's bits take a second one.
 *
 * <p>An entry holds all that is to be done, so that the decoding loop computes nothing:
 *
 * <pre>
 * bits 0–5    bits to pass: of the code(s) and of extra bits
 * bits 6–7    number of literals, 0 for all else
 * literals    bits 8–15 the first, 16–23 the second
 * all else    bits 8–11 bits of the code alone, 12–15 number of extra bits, 16–30 base value
 * exceptions  negative: end of block; second table (bits 8–23 its place, 24–26 its bits); no code
 * </pre>
 */
final class DecodeTable {

  static final int EXCEPTION = 1 << 31;
  static final int END_OF_BLOCK = EXCEPTION | 1 << 30;
  static final int SECOND_TABLE = EXCEPTION | 1 << 29;

  /** The bits that tell the exceptions apart. */
  static final int KINDS = END_OF_BLOCK | SECOND_TABLE;

  /** No such code. */
  private static final int NONE = EXCEPTION;

  private static final int MAX_LENGTH = 15;

  /** What each symbol means: an entry without the bits of its code. */
  private final int[] meanings;

  private final int primaryBits;
  private final boolean mayBeSingle;
  private final int[] countOfLength = new int[MAX_LENGTH + 1];
  private final int[] placeOfLength = new int[MAX_LENGTH + 1];
  private final int[] codes;
  private final int[] singles;
  private final int[] sorted;
  private final int[] entries;

  /**
   * Makes an empty table.
   *
   * @param meanings for each symbol an entry with extra bits in bits 0–5
   * @param primaryBits bits of the first look-up
   * @param mayBeSingle whether a code of a single one-bit symbol is complete
   */
  DecodeTable(int[] meanings, int primaryBits, boolean mayBeSingle) {
    this.mayBeSingle = mayBeSingle;
    this.meanings = meanings;
    this.primaryBits = primaryBits;
    this.sorted = new int[meanings.length];
    this.codes = new int[meanings.length];
    this.singles = new int[meanings.length];
    this.entries =
        new int[(1 << primaryBits) + meanings.length * (1 << (MAX_LENGTH - primaryBits))];
  }

  int[] entries() {
    return entries;
  }

  int primaryBits() {
    return primaryBits;
  }

  /**
   * Fills the table.
   *
   * @param lengths bits of each symbol's code, 0 for unused ones, from {@code from}
   * @throws DeflateException if the lengths are no prefix code
   */
  void build(byte[] lengths, int from, int count) throws DeflateException {
    int used = sort(lengths, from, count);
    checkComplete(used);
    Arrays.fill(entries, 0, 1 << primaryBits, NONE);
    int code = 0;
    int next = 0;
    int end = 1 << primaryBits;
    int longest = longest();
    int lastPrefix = -1;
    for (int length = 1; length <= longest; length++) {
      for (int i = countOfLength[length]; i > 0; i--, code++) {
        int symbol = sorted[next++];
        int reversed = Integer.reverse(code) >>> (32 - length);
        int entry = entry(symbol, length);
        codes[next - 1] = reversed;
        singles[next - 1] = entry;
        if (length <= primaryBits) {
          fill(entry, reversed, length, 0, primaryBits);
        } else {
          int prefix = reversed & ((1 << primaryBits) - 1);
          int secondBits = longest - primaryBits;
          if (prefix != lastPrefix) {
            lastPrefix = prefix;
            entries[prefix] = SECOND_TABLE | secondBits << 24 | end << 8 | primaryBits;
            Arrays.fill(entries, end, end + (1 << secondBits), NONE);
            end += 1 << secondBits;
          }
          int second = end - (1 << secondBits);
          fill(entry, reversed >>> primaryBits, length - primaryBits, second, secondBits);
        }
      }
      code <<= 1;
    }
  }

  private int entry(int symbol, int length) {
    int meaning = meanings[symbol];
    boolean literal = (meaning & 0xC0) != 0;
    return meaning + length + (literal || meaning < 0 ? 0 : length << 8);
  }

  private void fill(int entry, int code, int length, int base, int tableBits) {
    int step = 1 << length;
    int end = base + (1 << tableBits);
    for (int at = base + code; at < end; at += step) {
      entries[at] = entry;
    }
  }

  private int sort(byte[] lengths, int from, int count) {
    Arrays.fill(countOfLength, 0);
    for (int i = 0; i < count; i++) {
      countOfLength[lengths[from + i]]++;
    }
    int used = count - countOfLength[0];
    countOfLength[0] = 0;
    int next = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      placeOfLength[length] = next;
      next += countOfLength[length];
    }
    for (int i = 0; i < count; i++) {
      int length = lengths[from + i];
      if (length > 0) {
        sorted[placeOfLength[length]++] = i;
      }
    }
    return used;
  }

  private int longest() {
    int length = MAX_LENGTH;
    while (length > 0 && countOfLength[length] == 0) {
      length--;
    }
    return length;
  }

  /** A code uses all of its space; only one of a single one-bit symbol, or none, may not. */
  private void checkComplete(int used) throws DeflateException {
    int left = 1;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      left = (left << 1) - countOfLength[length];
      if (left < 0) {
        throw DeflateException.corrupt("a set of code lengths holds too many codes");
      }
    }
    if (left > 0 && used > 0 && !(mayBeSingle && used == 1 && countOfLength[1] == 1)) {
      throw DeflateException.corrupt("a set of code lengths holds too few codes");
    }
  }

  /**
   * Lets one look-up give two literals, where their codes fit into the table's bits together:
   * pixels compress to many literals of four to six bits, and inflating takes a twentieth less
   * time. (Three at once cost more for filling the table than they gain.)
   */
  void joinLiterals() {
    int count = 0;
    for (int length = 1; length < primaryBits; length++) {
      count += countOfLength[length];
    }
    for (int i = 0; i < count; i++) {
      int first = singles[i];
      if ((first & 0xC0) == 0) {
        continue;
      }
      int bits = first & 0x3F;
      for (int j = 0; j < count; j++) {
        int second = singles[j];
        int both = bits + (second & 0x3F);
        if (both > primaryBits) {
          break;
        }
        if ((second & 0xC0) != 0) {
          int entry = 0x80 | both | (first & 0xFF00) | (second & 0xFF00) << 8;
          fill(entry, codes[i] | codes[j] << bits, both, 0, primaryBits);
        }
      }
    }
  }
}
