package io.nightjar.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files of the RIFF family, chunk by chunk, with whatever sizes a test wants them to claim. */
record Riff(ByteOrder order) {

  static final Riff LITTLE = new Riff(ByteOrder.LITTLE_ENDIAN);
  static final Riff BIG = new Riff(ByteOrder.BIG_ENDIAN);

  /** A file with a true outer size. */
  byte[] file(String id, byte[]... chunks) {
    byte[] all = join(chunks);
    return fileOfSize(id, 4 + all.length, all);
  }

  byte[] fileOfSize(String id, long size, byte[]... chunks) {
    return join(chunkOfSize(id, size, "WAVE".getBytes(StandardCharsets.US_ASCII)), join(chunks));
  }

  byte[] format(int tag, int channels, int rate, int blockAlign, int bits) {
    return chunk("fmt ", formatContent(tag, channels, rate, blockAlign, bits).array());
  }

  /** WAVE_FORMAT_EXTENSIBLE of integers, after Microsoft's "Multiple channel audio data". */
  byte[] extensible(int channels, int rate, int blockAlign, int bits, int validBits) {
    ByteBuffer more = ByteBuffer.allocate(24).order(order);
    more.putShort((short) 22).putShort((short) validBits).putInt(4);
    more.putInt(1).putShort((short) 0).putShort((short) 16);
    more.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71});
    byte[] content =
        join(formatContent(0xfffe, channels, rate, blockAlign, bits).array(), more.array());
    return chunk("fmt ", content);
  }

  private ByteBuffer formatContent(int tag, int channels, int rate, int blockAlign, int bits) {
    ByteBuffer format = ByteBuffer.allocate(16).order(order);
    format.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * blockAlign);
    return format.putShort((short) blockAlign).putShort((short) bits);
  }

  byte[] chunk(String id, byte[] content) {
    byte[] pad = new byte[content.length % 2];
    return join(chunkOfSize(id, content.length, content), pad);
  }

  byte[] chunkOfSize(String id, long size, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(8).order(order);
    header.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) size);
    return join(header.array(), content);
  }

  /** Integers of 2, 3 or 4 bytes, the lowest of the number. */
  byte[] integers(int bytes, int... values) {
    ByteBuffer all = ByteBuffer.allocate(bytes * values.length);
    for (int value : values) {
      for (int i = 0; i < bytes; i++) {
        int shift = order == ByteOrder.LITTLE_ENDIAN ? 8 * i : 8 * (bytes - 1 - i);
        all.put((byte) (value >> shift));
      }
    }
    return all.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
