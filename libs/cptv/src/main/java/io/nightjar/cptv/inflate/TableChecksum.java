package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.ByteArrayAccess;

/** CRC-32 by tables, eight bytes a step; for platforms that bring none of their own. */
public final class TableChecksum implements Checksum {

  private static final int POLYNOMIAL = 0xEDB8_8320;
  private static final int[][] TABLES = tables();

  private int remainder = -1;

  private static int[][] tables() {
    int[][] tables = new int[8][256];
    for (int i = 0; i < 256; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = value >>> 1 ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      tables[0][i] = value;
    }
    for (int i = 0; i < 256; i++) {
      for (int table = 1; table < 8; table++) {
        int before = tables[table - 1][i];
        tables[table][i] = before >>> 8 ^ tables[0][before & 0xFF];
      }
    }
    return tables;
  }

  @Override
  public void reset() {
    remainder = -1;
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    int value = remainder;
    int at = from;
    int end = from + length;
    for (; end - at >= 8; at += 8) {
      long word = ByteArrayAccess.littleEndian64(bytes, at) ^ (value & 0xFFFF_FFFFL);
      value = 0;
      for (int i = 0; i < 8; i++) {
        value ^= TABLES[7 - i][(int) (word >>> (8 * i)) & 0xFF];
      }
    }
    for (; at < end; at++) {
      value = value >>> 8 ^ TABLES[0][(value ^ bytes[at]) & 0xFF];
    }
    remainder = value;
  }

  @Override
  public long value() {
    return ~remainder & 0xFFFF_FFFFL;
  }
}
