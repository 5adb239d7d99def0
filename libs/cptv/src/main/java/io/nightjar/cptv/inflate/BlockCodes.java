package io.nightjar.cptv.inflate;

import java.io.IOException;
import java.util.Arrays;

/**
 * The two Huffman codes of a block (RFC 1951, section 3.2.7), and how a dynamic block tells them.
 */
public final class BlockCodes {

  /** Measured: with 10 bits literals join less often, with 12 filling the table takes it back. */
  public static final int TABLE_BITS = 11;

  static final int TABLE_MASK = (1 << TABLE_BITS) - 1;

  /** Where the distances stand in {@link #entries}; the literals stand at 0. */
  static final int DISTANCES = 1 << TABLE_BITS;

  private static final int CODE_LENGTH_BITS = 7;

  private static final int REPEAT_LAST = 16;
  private static final int REPEAT_ZERO_SHORT = 17;

  private static final int SECOND_LITERALS = 2 * DISTANCES;
  private static final int SECOND_DISTANCES =
      SECOND_LITERALS + DecodeTable.secondSize(Alphabet.LITERALS_AND_LENGTHS, TABLE_BITS);

  private final byte[] lengths = new byte[Alphabet.LITERALS_AND_LENGTHS + Alphabet.DISTANCES];
  private final DecodeTable codeLengths =
      new DecodeTable(
          Alphabet.codeLengths(), CODE_LENGTH_BITS, false, new int[1 << CODE_LENGTH_BITS], 0, 0);

  /** The entries of both tables. */
  public final int[] entries =
      new int[SECOND_DISTANCES + DecodeTable.secondSize(Alphabet.DISTANCES, TABLE_BITS)];

  final DecodeTable literals =
      new DecodeTable(Alphabet.literalsAndLengths(), TABLE_BITS, true, entries, 0, SECOND_LITERALS);
  final DecodeTable distances =
      new DecodeTable(Alphabet.distances(), TABLE_BITS, true, entries, DISTANCES, SECOND_DISTANCES);

  /** Makes room for the codes of a block. */
  public BlockCodes() {}

  /**
   * Returns where the next bits are looked up: among the distances if the last entry's a length.
   */
  public static int place(long bits, int last) {
    int table = (last & DecodeTable.LENGTH) * (DISTANCES / DecodeTable.LENGTH);
    return ((int) bits & TABLE_MASK) | table;
  }

  /** Returns the entry of a second look-up, in either table, where the first one asks for it. */
  public int second(int entry, long bits) {
    return DecodeTable.second(entries, entry, bits, TABLE_BITS);
  }

  /** Returns the bits of the code of a literal. */
  int literalLength(int literal) {
    return lengths[literal];
  }

  /** Takes the codes of blocks of type 1. */
  private void fixed() throws DeflateException {
    byte[] fixed = Alphabet.fixedLengths();
    System.arraycopy(fixed, 0, lengths, 0, fixed.length);
    build(Alphabet.LITERALS_AND_LENGTHS, Alphabet.DISTANCES);
  }

  /**
   * Reads the header of a block behind its first bit.
   *
   * @return false for a stored block, which has no codes
   */
  public boolean read(BitInput in) throws IOException, DeflateException {
    switch (in.take(2)) {
      case 0 -> {
        return false;
      }
      case 1 -> fixed();
      case 2 -> dynamic(in);
      default -> throw DeflateException.corrupt("a block has the type 0, 1 or 2");
    }
    return true;
  }

  /** Reads the codes of a block of type 2. */
  private void dynamic(BitInput in) throws IOException, DeflateException {
    int literalCount = in.take(5) + 257;
    int distanceCount = in.take(5) + 1;
    int codeLengthCount = in.take(4) + 4;
    if (literalCount > 286 || distanceCount > 30) {
      throw DeflateException.corrupt("a block has at most 286 literals and lengths, 30 distances");
    }
    byte[] own = new byte[Alphabet.CODE_LENGTHS];
    for (int i = 0; i < codeLengthCount; i++) {
      own[Alphabet.CODE_LENGTH_ORDER[i]] = (byte) in.take(3);
    }
    codeLengths.build(own, 0, own.length);
    readLengths(in, literalCount + distanceCount);
    if (lengths[256] == 0) {
      throw DeflateException.corrupt("a block has a code for its end");
    }
    build(literalCount, distanceCount);
  }

  private void build(int literalCount, int distanceCount) throws DeflateException {
    literals.build(lengths, 0, literalCount);
    literals.joinLiterals();
    distances.build(lengths, literalCount, distanceCount);
  }

  private void readLengths(BitInput in, int count) throws IOException, DeflateException {
    int at = 0;
    while (at < count) {
      int symbol = codeLengthSymbol(in);
      if (symbol < REPEAT_LAST) {
        lengths[at++] = (byte) symbol;
        continue;
      }
      if (symbol == REPEAT_LAST && at == 0) {
        throw DeflateException.corrupt("the first code length repeats none");
      }
      byte value = symbol == REPEAT_LAST ? lengths[at - 1] : 0;
      int repeat =
          symbol == REPEAT_LAST
              ? 3 + in.take(2)
              : symbol == REPEAT_ZERO_SHORT ? 3 + in.take(3) : 11 + in.take(7);
      if (repeat > count - at) {
        throw DeflateException.corrupt("code lengths do not repeat beyond their number");
      }
      Arrays.fill(lengths, at, at + repeat, value);
      at += repeat;
    }
  }

  private int codeLengthSymbol(BitInput in) throws IOException, DeflateException {
    while (true) {
      int entry = codeLengths.entry(in.bits);
      int length = entry & 0x3F;
      if ((entry & DecodeTable.EXCEPTION) == 0 && length <= in.count) {
        in.pass(length);
        return entry >>> DecodeTable.VALUE;
      }
      if (in.count >= CODE_LENGTH_BITS) {
        throw DeflateException.corrupt("a code length has no such code");
      }
      if (!in.add()) {
        throw DeflateException.truncated();
      }
    }
  }
}
