package io.nightjar.cptv.core;

import io.nightjar.cptv.Field;
import java.util.Arrays;

/** The bytes of one section while it is written; grows, and is reused. */
public final class SectionBuffer {

  private byte[] bytes = new byte[1 << 12];
  private int length;

  /** Returns the bytes; valid until something is added. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns how many bytes count. */
  public int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void put(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void put32(long value) {
    reserve(4);
    LittleEndian.put32(bytes, length, (int) value);
    length += 4;
  }

  void put(Field field) {
    put(field.length());
    put(field.code());
    reserve(field.length());
    field.copyTo(bytes, length);
    length += field.length();
  }

  /** Makes room for a block, counts it, and returns where it starts. */
  int block(int count) {
    reserve(count);
    int start = length;
    length += count;
    return start;
  }

  private void reserve(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }
}
