package io.nightjar.cptv.inflate;

import java.util.Arrays;

/**
 * A table that resolves the next bits of a Huffman code (RFC 1951, section 3.2.2) in one look-up;
 * codes that are longer than the table's bits take a second one.
 *
 * <p>An entry holds all that is to be done, so that the decoding loop computes little:
 *
 * <pre>
 * all         bits 0–5 bits to pass: of the code(s) and of extra bits
 * literals    negative; bits 8–15 the first, 16–23 the second, bit 30 whether there is a second
 * values      bit 6 if it is a length, bits 8–13 bits of the code alone, 15–29 base value
 * exceptions  bit 7, and bit 29: end of block; bit 30: second table (bits 8–11 its bits, 15–28 its
 *             place); neither: no such code
 * </pre>
 */
public final class DecodeTable {

  /** Marks a literal, and with {@link #TWO} a pair of them. */
  static final int LITERAL = 1 << 31;

  /** Marks a length, which a distance follows. */
  public static final int LENGTH = 1 << 6;

  /** Marks what is neither literals nor a value. */
  public static final int EXCEPTION = 1 << 7;

  /** The exception of the last symbol of a block. */
  public static final int END_OF_BLOCK = EXCEPTION | 1 << 29;

  static final int SECOND_TABLE = EXCEPTION | 1 << 30;

  /** The bits that tell the exceptions apart. */
  public static final int KINDS = END_OF_BLOCK | SECOND_TABLE;

  /** The lowest bit of a base value. */
  static final int VALUE = 15;

  private static final int TWO = 1 << 30;
  private static final int PLACE = 0x3FFF;
  private static final int MAX_LENGTH = 15;

  /** What each symbol means: an entry without the bits of its code. */
  private final int[] meanings;

  private final int primaryBits;
  private final boolean mayBeSingle;
  private final int[] entries;
  private final int first;
  private final int second;

  private final int[] countOfLength = new int[MAX_LENGTH + 1];
  private final int[] placeOfLength = new int[MAX_LENGTH + 1];
  private final int[] sorted;

  /** Codes of up to {@link #primaryBits} as they come in the stream, and their entries. */
  private final int[] codes;

  private final int[] singles;
  private int singleCount;

  /**
   * Makes an empty table inside an array that it may share with others: one array leaves the
   * decoding loop a register more than two.
   *
   * @param meanings for each symbol an entry with extra bits in bits 0–5
   * @param primaryBits bits of the first look-up
   * @param mayBeSingle whether a code of a single one-bit symbol is complete
   * @param entries holds the {@code 1 << primaryBits} entries from {@code first}, and the second
   *     tables, of at most {@link #secondSize} entries, from {@code second}
   */
  DecodeTable(
      int[] meanings, int primaryBits, boolean mayBeSingle, int[] entries, int first, int second) {
    this.meanings = meanings;
    this.primaryBits = primaryBits;
    this.mayBeSingle = mayBeSingle;
    this.entries = entries;
    this.first = first;
    this.second = second;
    this.sorted = new int[meanings.length];
    this.codes = new int[meanings.length];
    this.singles = new int[meanings.length];
  }

  /** Returns how many entries the second tables of so many symbols take at most. */
  static int secondSize(int symbols, int primaryBits) {
    return symbols << (MAX_LENGTH - primaryBits);
  }

  /** Returns the entry of the code that the next bits start with, in one look-up or in two. */
  int entry(long bits) {
    int entry = entries[first + ((int) bits & ((1 << primaryBits) - 1))];
    return second(entries, entry, bits, primaryBits);
  }

  /** Returns the entry of a second look-up where that of the first one asks for it. */
  static int second(int[] entries, int entry, long bits, int primaryBits) {
    return isSecondTable(entry) ? entries[secondPlace(entry, bits >>> primaryBits)] : entry;
  }

  /** Returns base value and extra bits of an entry whose code the bits start with. */
  public static int value(int entry, long bits) {
    // What is passed, found from what is not: that is computed for the next look-up anyway.
    long codeAndExtra = bits ^ (bits >>> entry << entry);
    return (entry >>> VALUE) + (int) (codeAndExtra >>> (entry >>> 8));
  }

  /** Tells whether a look-up has to be followed by one at {@link #secondPlace}. */
  static boolean isSecondTable(int entry) {
    return (entry & KINDS) == SECOND_TABLE;
  }

  /** Returns where the second look-up is done with the bits behind those of the first. */
  static int secondPlace(int entry, long bits) {
    return (entry >>> VALUE & PLACE) + ((int) bits & ((1 << (entry >>> 8 & 15)) - 1));
  }

  /**
   * Fills the table.
   *
   * @param lengths bits of each symbol's code, 0 for unused ones, from {@code from}
   * @throws DeflateException if the lengths are no prefix code
   */
  void build(byte[] lengths, int from, int count) throws DeflateException {
    int used = sort(lengths, from, count);
    singleCount = 0;
    if (isComplete(used)) {
      buildComplete(used);
    } else {
      Arrays.fill(entries, first, first + (1 << primaryBits), EXCEPTION);
      if (used > 0) {
        fill(meaning(sorted[0], 1), 0, 1, first, primaryBits);
      }
    }
  }

  /** Doubles the table from length to length: each code is written once, and copied with others. */
  private void buildComplete(int used) {
    int code = 0;
    int next = 0;
    for (int length = 1; length <= primaryBits; length++) {
      int half = 1 << (length - 1);
      System.arraycopy(entries, first, entries, first + half, half);
      for (int i = countOfLength[length]; i > 0; i--) {
        int entry = meaning(sorted[next], length);
        entries[first + code] = entry;
        codes[next] = code;
        singles[next] = entry;
        next++;
        code = following(code, length);
      }
    }
    singleCount = next;
    if (next < used) {
      buildSecond(next, code);
    }
  }

  private void buildSecond(int from, int start) {
    int secondBits = longest() - primaryBits;
    int size = 1 << secondBits;
    int table = second - size;
    int next = from;
    int code = start;
    int lastPrefix = -1;
    for (int length = primaryBits + 1; length <= primaryBits + secondBits; length++) {
      for (int i = countOfLength[length]; i > 0; i--) {
        int prefix = code & ((1 << primaryBits) - 1);
        if (prefix != lastPrefix) {
          lastPrefix = prefix;
          table += size;
          entries[first + prefix] = SECOND_TABLE | secondBits << 8 | table << VALUE | primaryBits;
        }
        int entry = meaning(sorted[next++], length);
        fill(entry, code >>> primaryBits, length - primaryBits, table, secondBits);
        code = following(code, length);
      }
    }
  }

  /** Counts up a code whose highest bit comes first in the stream, so stands lowest. */
  private static int following(int code, int length) {
    int bit = Integer.highestOneBit(code ^ ((1 << length) - 1));
    return (code & (bit - 1)) | bit;
  }

  private int meaning(int symbol, int length) {
    int meaning = meanings[symbol];
    boolean value = meaning >= 0 && (meaning & EXCEPTION) == 0;
    return meaning + length + (value ? length << 8 : 0);
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

  /**
   * Tells whether the codes use all of their space; only one of a single one-bit symbol, or none,
   * may not.
   */
  private boolean isComplete(int used) throws DeflateException {
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
    return left == 0;
  }

  /**
   * Lets one look-up give two literals, where their codes fit into the table's bits together:
   * pixels compress to many literals of four to six bits, and inflating takes a twentieth less
   * time. (Three at once cost more for filling the table than they gain.)
   */
  void joinLiterals() {
    for (int i = 0; i < singleCount; i++) {
      int one = singles[i];
      if (one >= 0) {
        continue;
      }
      int bits = one & 0x3F;
      for (int j = 0; j < singleCount; j++) {
        int other = singles[j];
        int both = bits + (other & 0x3F);
        if (other < 0) {
          if (both > primaryBits) {
            break;
          }
          int entry = LITERAL | TWO | both | (one & 0xFF00) | (other & 0xFF00) << 8;
          fill(entry, codes[i] | codes[j] << bits, both, first, primaryBits);
        }
      }
    }
  }

  /** Returns how many literals an entry gives that is negative: 1 or 2. */
  static int literalCount(int entry) {
    return (entry >>> 30) - 1;
  }

  /**
   * Returns how many literals an entry of literals or of a value gives: 0, 1 or 2. Without shifts,
   * which the compiler repeats for each place that is counted from it.
   */
  public static int literalsIn(int entry) {
    return Integer.bitCount(entry & (LITERAL | TWO));
  }

  /** Returns how many values an entry of literals or of a value gives: 0 or 1. */
  public static int valuesIn(int entry) {
    return 1 + (entry >> 31);
  }
}
