package io.nightjar.media.container;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a FLAC frame (RFC 9639, 9.1).
 *
 * @param variable whether blocks differ in size; then {@code number} counts samples, else frames
 * @param blockSize samples of one channel
 * @param rateCode as it stands in the header, the same in all frames
 * @param channels how many
 * @param sizeCode of a sample, as it stands in the header, the same in all frames
 * @param number of the frame, or of its first sample
 */
record FlacFrameHeader(
    boolean variable, int blockSize, int rateCode, int channels, int sizeCode, long number) {

  /** The most bytes that a header takes. */
  static final int LONGEST = 16;

  private static final int[] CRC8 = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ ((crc & 0x80) != 0 ? 0x107 : 0);
      }
      CRC8[i] = crc & 0xff;
    }
  }

  /** The header at an index of a buffer; empty if there is none, or its check fails. */
  static Optional<FlacFrameHeader> read(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < 6 || bytes.get(at) != -1 || (bytes.get(at + 1) & 0xfe) != 0xf8) {
      return Optional.empty();
    }
    int blockCode = bytes.get(at + 2) >> 4 & 0xf;
    int rateCode = bytes.get(at + 2) & 0xf;
    int channelCode = bytes.get(at + 3) >> 4 & 0xf;
    int sizeCode = bytes.get(at + 3) >> 1 & 7;
    boolean reserved = blockCode == 0 || rateCode == 15 || channelCode > 10 || sizeCode == 3;
    if (reserved || (bytes.get(at + 3) & 1) != 0) {
      return Optional.empty();
    }
    int numberBytes = Math.max(1, Integer.numberOfLeadingZeros(~(bytes.get(at + 4) << 24)));
    int extraBlock = blockCode == 6 ? 1 : blockCode == 7 ? 2 : 0;
    int extraRate = rateCode == 12 ? 1 : rateCode > 12 ? 2 : 0;
    int length = 4 + numberBytes + extraBlock + extraRate;
    if (numberBytes > 7 || bytes.limit() - at <= length || !checked(bytes, at, length)) {
      return Optional.empty();
    }
    long number = bytes.get(at + 4) & (numberBytes == 1 ? 0x7f : 0x7f >> numberBytes);
    for (int i = 1; i < numberBytes; i++) {
      number = (number << 6) | (bytes.get(at + 4 + i) & 0x3f);
    }
    int blockAt = at + 4 + numberBytes;
    int blockSize =
        switch (blockCode) {
          case 1 -> 192;
          case 2, 3, 4, 5 -> 576 << (blockCode - 2);
          case 6 -> (bytes.get(blockAt) & 0xff) + 1;
          case 7 -> (bytes.getShort(blockAt) & 0xffff) + 1;
          default -> 256 << (blockCode - 8);
        };
    boolean variable = (bytes.get(at + 1) & 1) != 0;
    int channels = channelCode < 8 ? channelCode + 1 : 2;
    return Optional.of(
        new FlacFrameHeader(variable, blockSize, rateCode, channels, sizeCode, number));
  }

  private static boolean checked(ByteBuffer bytes, int at, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = CRC8[crc ^ (bytes.get(at + i) & 0xff)];
    }
    return crc == (bytes.get(at + length) & 0xff);
  }

  /** Whether both can belong to one stream. */
  boolean isLike(FlacFrameHeader other) {
    return variable == other.variable
        && rateCode == other.rateCode
        && channels == other.channels
        && sizeCode == other.sizeCode;
  }
}
