package io.nightjar.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * FLAC made by hand (RFC 9639): 16 bits, mono, 16 kHz, blocks of 256 samples that are stored
 * verbatim. Checks are computed bit by bit.
 */
final class Flac {

  static final int BLOCK = 256;
  static final int RATE = 16_000;

  private Flac() {}

  /** A whole file with a true header. */
  static byte[] file(short... samples) {
    return Riff.join(header(BLOCK, samples.length, md5(samples)), Riff.join(frames(samples)));
  }

  /** The marker and a STREAMINFO block. */
  static byte[] header(int blockSize, long total, byte[] md5) {
    ByteBuffer header = ByteBuffer.allocate(42);
    header.putInt(0x664c6143).putInt(0x80000022);
    header.putShort((short) blockSize).putShort((short) blockSize).put(new byte[6]);
    header.putLong(((long) RATE << 44) | (15L << 36) | total);
    return header.put(md5).array();
  }

  static byte[][] frames(short... samples) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < samples.length; at += BLOCK) {
      int end = Math.min(samples.length, at + BLOCK);
      frames.add(frame(at / BLOCK, Arrays.copyOfRange(samples, at, end)));
    }
    return frames.toArray(new byte[0][]);
  }

  /** A frame of at most {@link #BLOCK} samples, with a number below 2048. */
  static byte[] frame(int number, short... samples) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0xff);
    frame.write(0xf8);
    frame.write(0x65); // the size of the block in one byte; 16 kHz
    frame.write(0x08); // mono, 16 bits
    if (number < 128) {
      frame.write(number);
    } else {
      frame.write(0xc0 | (number >> 6));
      frame.write(0x80 | (number & 0x3f));
    }
    frame.write(samples.length - 1);
    frame.write(crc(frame.toByteArray(), 8, 0x07));
    frame.write(0x02); // verbatim
    for (short sample : samples) {
      frame.write(sample >> 8);
      frame.write(sample);
    }
    int crc = crc(frame.toByteArray(), 16, 0x8005);
    frame.write(crc >> 8);
    frame.write(crc);
    return frame.toByteArray();
  }

  static byte[] md5(short... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    try {
      return MessageDigest.getInstance("MD5").digest(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The remainder of a polynomial division, most significant bit first. */
  static int crc(byte[] bytes, int width, int polynomial) {
    long crc = 0;
    for (byte b : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        long top = (crc >> (width - 1)) & 1;
        crc = (crc << 1) & ((1L << width) - 1);
        if ((top ^ ((b >> bit) & 1)) != 0) {
          crc ^= Integer.toUnsignedLong(polynomial);
        }
      }
    }
    return (int) crc;
  }

  /**
   * Ogg pages (RFC 3533), each with one packet below 65,025 bytes, the last one ends the stream.
   */
  static byte[][] pages(long[] granules, byte[]... packets) {
    byte[][] pages = new byte[packets.length][];
    for (int i = 0; i < packets.length; i++) {
      int flags = i == 0 ? 2 : i == packets.length - 1 ? 4 : 0;
      pages[i] = page(i, flags, granules[i], packets[i]);
    }
    return pages;
  }

  private static byte[] page(int number, int flags, long granule, byte[] packet) {
    int segments = packet.length / 255 + 1;
    ByteBuffer page =
        ByteBuffer.allocate(27 + segments + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(new byte[] {'O', 'g', 'g', 'S', 0, (byte) flags}).putLong(granule);
    page.putInt(77).putInt(number).putInt(0).put((byte) segments);
    for (int i = 0; i < segments - 1; i++) {
      page.put((byte) 255);
    }
    page.put((byte) (packet.length % 255)).put(packet);
    return page.putInt(22, crc(page.array(), 32, 0x04c11db7)).array();
  }

  /** FLAC in Ogg (RFC 9639, 10.1). */
  static byte[][] oggPages(short... samples) {
    ByteBuffer first = ByteBuffer.allocate(51);
    first.put((byte) 0x7f).putInt(0x464c4143).put(new byte[] {1, 0, 0, 1});
    byte[] header = header(BLOCK, samples.length, md5(samples));
    header[4] = 0; // a comment follows
    first.put(header);
    byte[][] frames = frames(samples);
    byte[][] packets = new byte[frames.length + 2][];
    long[] granules = new long[packets.length];
    packets[0] = first.array();
    packets[1] = new byte[] {(byte) 0x84, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < frames.length; i++) {
      packets[i + 2] = frames[i];
      granules[i + 2] = Math.min(samples.length, (i + 1L) * BLOCK);
    }
    return pages(granules, packets);
  }
}
