package io.nightjar.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Sound files of any size: a WAV header of 44 bytes and noise. */
public final class Sounds {
  private Sounds() {}

  /** A WAV file of {@code size} bytes, 16 bit, mono, 16 kHz; other noise for another seed. */
  public static byte[] wav(int size, long seed) {
    byte[] file = new byte[size];
    new SplittableRandom(seed).nextBytes(file);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(size - 8)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(16_000)
        .putInt(32_000)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(size - 44);
    return file;
  }
}
