package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.Words;

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

  private static final int LITERALS = 256;
  private static final int SYMBOL = 0xFFFF;

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

  /** Returns what each symbol means after the bytes before {@code at}. */
  static byte[] meanings(byte[] bytes, int at) {
    byte[] meanings = new byte[LITERALS + DeflateStream.WINDOW];
    for (int i = 0; i < LITERALS; i++) {
      meanings[i] = (byte) i;
    }
    System.arraycopy(bytes, at - DeflateStream.WINDOW, meanings, LITERALS, DeflateStream.WINDOW);
    return meanings;
  }

  /** Returns how many bytes there are. */
  int count() {
    return (end - FIRST) / 2;
  }

  /** Writes {@code count} bytes from the one with the number {@code first} on. */
  void write(int first, int count, byte[] meanings, byte[] into, int at) {
    int from = FIRST + 2 * first;
    int done = 0;
    for (; done <= count - 4; done += 4) {
      long four = Words.littleEndian64(symbols, from + 2 * done);
      int low =
          (meanings[(int) four & SYMBOL] & 0xFF)
              | (meanings[(int) (four >>> 16) & SYMBOL] & 0xFF) << 8;
      int high =
          (meanings[(int) (four >>> 32) & SYMBOL] & 0xFF)
              | (meanings[(int) (four >>> 48)] & 0xFF) << 8;
      Words.putLittleEndian32(into, at + done, low | high << 16);
    }
    for (; done < count; done++) {
      int low = symbols[from + 2 * done] & 0xFF;
      int symbol = low | (symbols[from + 2 * done + 1] & 0xFF) << 8;
      into[at + done] = meanings[symbol];
    }
  }
}
