package io.nightjar.cptv.inflate;

import java.util.Arrays;

/** The symbols of deflate (RFC 1951, sections 3.2.5 to 3.2.7) as entries of a decode table. */
final class Alphabet {

  static final int LITERALS_AND_LENGTHS = 288;
  static final int DISTANCES = 32;
  static final int CODE_LENGTHS = 19;

  /** In this order the lengths of the code length code stand. */
  static final byte[] CODE_LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private static final int[] LENGTH_BASE = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258
  };
  private static final int[] LENGTH_EXTRA = {
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
  };
  private static final int[] DISTANCE_BASE = {
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577
  };
  private static final int[] DISTANCE_EXTRA = {
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
  };

  private static final int END = 256;

  private Alphabet() {}

  static int[] literalsAndLengths() {
    int[] meanings = new int[LITERALS_AND_LENGTHS];
    Arrays.fill(meanings, DecodeTable.EXCEPTION);
    for (int literal = 0; literal < END; literal++) {
      meanings[literal] = DecodeTable.LITERAL | literal << 8;
    }
    meanings[END] = DecodeTable.END_OF_BLOCK;
    for (int i = 0; i < LENGTH_BASE.length; i++) {
      meanings[END + 1 + i] =
          LENGTH_BASE[i] << DecodeTable.VALUE | DecodeTable.LENGTH | LENGTH_EXTRA[i];
    }
    return meanings;
  }

  static int[] distances() {
    int[] meanings = new int[DISTANCES];
    Arrays.fill(meanings, DecodeTable.EXCEPTION);
    for (int i = 0; i < DISTANCE_BASE.length; i++) {
      meanings[i] = DISTANCE_BASE[i] << DecodeTable.VALUE | DISTANCE_EXTRA[i];
    }
    return meanings;
  }

  static int[] codeLengths() {
    int[] meanings = new int[CODE_LENGTHS];
    for (int i = 0; i < CODE_LENGTHS; i++) {
      meanings[i] = i << DecodeTable.VALUE;
    }
    return meanings;
  }

  /** The code lengths of blocks of type 1. */
  static byte[] fixedLengths() {
    byte[] lengths = new byte[LITERALS_AND_LENGTHS + DISTANCES];
    Arrays.fill(lengths, 0, 144, (byte) 8);
    Arrays.fill(lengths, 144, 256, (byte) 9);
    Arrays.fill(lengths, 256, 280, (byte) 7);
    Arrays.fill(lengths, 280, 288, (byte) 8);
    Arrays.fill(lengths, LITERALS_AND_LENGTHS, lengths.length, (byte) 5);
    return lengths;
  }
}
