package io.nightjar.cptv;

import java.io.ByteArrayOutputStream;

/** Writes gzip files of blocks with fixed codes (RFC 1951, section 3.2.6), symbol by symbol. */
public final class FixedBlocks {

  public static final int END_OF_BLOCK = 256;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int held;
  private int count;

  public FixedBlocks() {
    out.writeBytes(GzipFrame.header());
  }

  /** Returns a file of literals below 144, so many a block. */
  public static byte[] file(byte[] literals, int block) {
    FixedBlocks blocks = new FixedBlocks();
    for (int at = 0; at < literals.length; at += block) {
      int end = Math.min(literals.length, at + block);
      blocks.start(end == literals.length);
      for (int i = at; i < end; i++) {
        blocks.symbol(literals[i]);
      }
      blocks.symbol(END_OF_BLOCK);
    }
    return blocks.end(GzipFrame.trailer(literals));
  }

  /** Returns a byte of a last block of zeros: its first one, or any other one. */
  public static int endless(boolean first) {
    return first ? 0x63 : 0x60;
  }

  public void start(boolean last) {
    put(last ? 0b011 : 0b010, 3);
  }

  /**
   * Adds a symbol: a literal, a length without extra bits, the end, or 286 and 287, which aren't.
   */
  public void symbol(int symbol) {
    if (symbol < 144) {
      code(48 + symbol, 8);
    } else if (symbol < 256) {
      code(400 + symbol - 144, 9);
    } else if (symbol < 280) {
      code(symbol - 256, 7);
    } else {
      code(192 + symbol - 280, 8);
    }
  }

  private void code(int code, int bits) {
    put(Integer.reverse(code) >>> (32 - bits), bits);
  }

  private void put(int value, int bits) {
    held |= value << count;
    count += bits;
    while (count >= 8) {
      out.write(held);
      held >>>= 8;
      count -= 8;
    }
  }

  /** Fills the last byte up and returns the file with some bytes behind the blocks. */
  public byte[] end(byte[] behind) {
    put(0, -count & 7);
    out.writeBytes(behind);
    return out.toByteArray();
  }
}
