package io.nightjar.local.crash;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/** Small recordings, each with a content of its own. */
public final class Clips {
  private static final int WIDTH = 80;
  private static final int HEIGHT = 60;
  private static final int FRAMES = 20;
  private static final int SAMPLE_RATE = 16_000;

  private Clips() {}

  /** A warm square that crosses the picture; the serial number makes it unlike all others. */
  public static byte[] thermal(int serial) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header =
        Header.builder(WIDTH, HEIGHT)
            .set(HeaderField.TIMESTAMP, Instant.parse("2025-01-01T00:00:00Z"))
            .set(HeaderField.CAMERA_SERIAL, serial)
            .build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      for (int n = 0; n < FRAMES; n++) {
        writer.write(frame(n));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** A WAV file of noise that no other serial number gives, with any number of bytes. */
  static byte[] noise(int size, int serial) {
    byte[] file = new byte[size];
    new Random(serial).nextBytes(file);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(size - 8)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(SAMPLE_RATE)
        .putInt(2 * SAMPLE_RATE)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(size - 44);
    return file;
  }

  /**
   * The magic of FLAC before noise that no other serial number gives: it is taken in, and soon
   * found to be no sound.
   */
  static byte[] noiseAsFlac(int size, int serial) {
    byte[] file = new byte[size];
    new Random(serial).nextBytes(file);
    Arrays.fill(file, 0, 64, (byte) 0);
    System.arraycopy(ascii("fLaC"), 0, file, 0, 4);
    return file;
  }

  /**
   * A recording of the largest frames that are permitted: 2048 × 2048 pixels, three of them, with
   * noise that no other serial number gives.
   */
  static byte[] largestFrames(int serial) {
    int side = 2048;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header =
        Header.builder(side, side)
            .set(HeaderField.TIMESTAMP, Instant.parse("2025-01-01T00:00:00Z"))
            .set(HeaderField.CAMERA_SERIAL, serial)
            .build();
    Random noise = new Random(serial);
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      for (int n = 0; n < 3; n++) {
        Frame frame = new Frame(side, side);
        short[] pixels = frame.pixels();
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (short) (3000 + noise.nextInt(4));
        }
        writer.write(frame.setTimeOnMillis(60_000 + n * 111L).setLastFfcMillis(1_000));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /** A fifth of a second of eight channels at 1 MHz, the most that is permitted of both. */
  static byte[] widestSound(int serial) {
    int channels = 8;
    int rate = 1_000_000;
    int bytes = rate / 5 * channels * 2;
    ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(rate * channels * 2);
    wav.putShort((short) (channels * 2)).putShort((short) 16).put(ascii("data")).putInt(bytes);
    Random noise = new Random(serial);
    while (wav.hasRemaining()) {
      wav.putShort((short) (noise.nextInt(2001) - 1000));
    }
    return wav.array();
  }

  private static Frame frame(int n) {
    Frame frame = new Frame(WIDTH, HEIGHT);
    short[] pixels = frame.pixels();
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean warm = Math.abs(x - 3 * n) < 5 && Math.abs(y - 30) < 5;
      pixels[i] = (short) (3000 + (x * 7 + y * 13) % 11 + (warm ? 400 : 0));
    }
    return frame.setTimeOnMillis(60_000 + n * 111L).setLastFfcMillis(1_000);
  }

  /** Half a second of a tone, 16 bit, mono; the pitch makes it unlike all others. */
  public static byte[] sound(int serial) {
    int samples = SAMPLE_RATE / 2;
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + 2 * samples).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(SAMPLE_RATE).putInt(2 * SAMPLE_RATE);
    wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(2 * samples);
    double step = 2 * Math.PI * (500 + serial) / SAMPLE_RATE;
    for (int n = 0; n < samples; n++) {
      wav.putShort((short) Math.round(8_000 * Math.sin(step * n)));
    }
    return wav.array();
  }

  /** The magic of FLAC, and then nothing but zeros up to a size. */
  static InputStream longFlac(long size) {
    InputStream magic = new ByteArrayInputStream(ascii("fLaC"));
    return new SequenceInputStream(magic, new Zeros(size - 4));
  }

  /** Zeros without end but for a count. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int n = (int) Math.min(length, left);
      left -= n;
      Arrays.fill(buffer, offset, offset + n, (byte) 0);
      return n > 0 ? n : -1;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
