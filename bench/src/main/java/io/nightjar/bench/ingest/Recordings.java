package io.nightjar.bench.ingest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Sound recordings of one size: a WAV header, a number that makes each another one, and noise. */
final class Recordings {
  private static final int HEADER = 44;
  private static final int SAMPLE_RATE = 48_000;
  private static final AtomicLong SERIAL = new AtomicLong();

  private Recordings() {}

  /** A recording of a size in bytes. Multibyte numbers are little-endian, as RIFF asks for. */
  static byte[] make(int size) {
    byte[] recording = new byte[size];
    new SplittableRandom(size).nextBytes(recording);
    ByteBuffer.wrap(recording)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt(size - 8)
        .put(ascii("WAVEfmt "))
        .putInt(16)
        .putShort((short) 1) // PCM
        .putShort((short) 1) // channel
        .putInt(SAMPLE_RATE)
        .putInt(SAMPLE_RATE * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put(ascii("data"))
        .putInt(size - HEADER);
    renew(recording);
    return recording;
  }

  /** Turns a recording into one that has not been sent before; costs nothing. */
  static void renew(byte[] recording) {
    ByteBuffer.wrap(recording).putLong(HEADER, SERIAL.incrementAndGet());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
