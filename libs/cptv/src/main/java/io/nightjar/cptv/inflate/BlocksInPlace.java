package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.Words;

/** Writes blocks in their place, where the bytes before them are known. */
final class BlocksInPlace {

  private static final int SYMBOL = 0xFFFF;

  private final WindowlessBlocks blocks;

  /** What each symbol means. */
  private final byte[] meanings = new byte[WindowlessBlocks.LITERALS + DeflateStream.WINDOW];

  private int written;

  /** Puts blocks behind the window of bytes before {@code at}. */
  BlocksInPlace(WindowlessBlocks blocks, byte[] bytes, int at) {
    this.blocks = blocks;
    for (int i = 0; i < WindowlessBlocks.LITERALS; i++) {
      meanings[i] = (byte) i;
    }
    System.arraycopy(
        bytes,
        at - DeflateStream.WINDOW,
        meanings,
        WindowlessBlocks.LITERALS,
        DeflateStream.WINDOW);
  }

  WindowlessBlocks blocks() {
    return blocks;
  }

  /** Tells whether all bytes are written. */
  boolean finished() {
    return written == blocks.count();
  }

  /** Writes what comes next, from {@code at} to the end of an array at most; returns its end. */
  int write(byte[] into, int at) {
    int count = Math.min(blocks.count() - written, into.length - at);
    byte[] symbols = blocks.symbols();
    int from = WindowlessBlocks.FIRST + 2 * written;
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
    written += count;
    return at + count;
  }
}
