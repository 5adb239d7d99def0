package io.nightjar.audio.tags;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes WAV files and their chunks. */
public final class WaveBytes {

  private WaveBytes() {}

  /** A file of 16 kHz, one channel, 16 bits, with chunks behind its format. */
  static byte[] file(byte[]... chunks) {
    byte[] format =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 1)
            .putShort((short) 1)
            .putInt(16_000)
            .putInt(32_000)
            .putShort((short) 2)
            .putShort((short) 16)
            .array();
    byte[] content = concat(ascii("WAVE"), chunk("fmt ", format), concat(chunks));
    return chunk("RIFF", content);
  }

  /** A little-endian chunk with its pad byte. */
  static byte[] chunk(String id, byte[] content) {
    return chunk(ByteOrder.LITTLE_ENDIAN, id, content);
  }

  static byte[] chunk(ByteOrder order, String id, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(order)
        .put(ascii(id))
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** A chunk of text. */
  public static byte[] chunk(String id, String text) {
    return chunk(id, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A list of texts, each behind its id. */
  static byte[] info(String id, byte[] text) {
    return chunk("LIST", concat(ascii("INFO"), chunk(id, text)));
  }

  /**
   * EBU Tech 3285: description 256 bytes, originator 32, reference 32, date 10, time 8, and more.
   */
  static byte[] broadcast(String originator, String date, String time) {
    ByteBuffer content = ByteBuffer.allocate(602);
    content.put(0, ascii("Tui at dawn")).put(256, ascii(originator));
    content.put(320, ascii(date)).put(330, ascii(time));
    return chunk("bext", content.array());
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
