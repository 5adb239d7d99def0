package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds where the tags end that stand before and behind a stream. */
final class Tags {

  private static final int ID3V1 = 128;
  private static final int APE_FOOTER = 32;
  private static final int MOST_TAGS = 16;

  private Tags() {}

  /** Behind all ID3v2 tags at the start of a file (id3.org, "ID3 tag version 2.4.0", 3.1). */
  static long skipId3v2(FileBytes file) throws IOException {
    long start = 0;
    for (int tag = 0; tag < MOST_TAGS; tag++) {
      ByteBuffer head = file.read(start, 10);
      if (head.limit() < 10 || !text(head, 0, 3).equals("ID3")) {
        break;
      }
      int size = 0;
      for (int i = 6; i < 10; i++) {
        size = (size << 7) | (head.get(i) & 0x7f);
      }
      boolean footer = (head.get(5) & 0x10) != 0;
      start += 10 + size + (footer ? 10 : 0);
    }
    return Math.min(start, file.size());
  }

  /** Before an ID3v1 tag and an APEv2 tag at the end of a file. */
  static long endBeforeTags(FileBytes file) throws IOException {
    long end = file.size();
    if (end > ID3V1 && text(file.read(end - ID3V1, 3), 0, 3).equals("TAG")) {
      end -= ID3V1;
    }
    ByteBuffer footer = file.read(Math.max(0, end - APE_FOOTER), APE_FOOTER);
    if (text(footer, 0, 8).equals("APETAGEX")) {
      footer.order(ByteOrder.LITTLE_ENDIAN);
      long size = Integer.toUnsignedLong(footer.getInt(12));
      boolean header = footer.getInt(20) < 0;
      long start = end - size - (header ? APE_FOOTER : 0);
      end = start > 0 ? start : end;
    }
    return end;
  }

  static String text(ByteBuffer bytes, int at, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = at; i < Math.min(at + length, bytes.limit()); i++) {
      text.append((char) (bytes.get(i) & 0xff));
    }
    return text.toString();
  }
}
