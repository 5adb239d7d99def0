package io.nightjar.cptv.inflate;

/**
 * Whole blocks that were inflated without the 32 KiB before them. Each byte is a symbol of 16 bits,
 * little-endian: the byte itself, or 256 plus the place in those 32 KiB of the byte that it is a
 * copy of.
 *
 * @param startBit the first bit of the first block in the file
 * @param endBit the first bit behind the last block
 * @param symbols the symbols from {@link #FIRST} on
 * @param end the end of the symbols
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over, not shared.
public record WindowlessBlocks(long startBit, long endBit, byte[] symbols, int end) {

  /** Where symbols start: before them stand those of the window, for matches to copy. */
  static final int FIRST = 2 * DeflateStream.WINDOW;

  /** How many symbols stand for themselves. */
  static final int LITERALS = 256;

  /** Makes room for so many symbols. */
  static byte[] room(int count) {
    byte[] symbols = new byte[FIRST + 2 * count];
    for (int i = 0; i < DeflateStream.WINDOW; i++) {
      int mark = LITERALS + i;
      symbols[2 * i] = (byte) mark;
      symbols[2 * i + 1] = (byte) (mark >>> 8);
    }
    return symbols;
  }

  /** Returns how many bytes there are. */
  int count() {
    return (end - FIRST) / 2;
  }
}
