package io.nightjar.media.container;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a frame that tells its own length.
 *
 * @param length of the frame, header and all
 * @param kind what is the same in all frames of a stream
 */
record FrameHeader(int length, int kind) {

  /** Bytes of the longest header of any format. */
  static final int LONGEST = 7;

  private static final int[][] MPEG1_KILOBITS = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
  };
  private static final int[][] MPEG2_KILOBITS = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};

  /** How the headers of a format are read; empty where there is none. */
  @FunctionalInterface
  interface Format {
    Optional<FrameHeader> read(ByteBuffer bytes, int at);
  }

  /** MPEG audio, layers 1 to 3 (ISO/IEC 11172-3, 2.4.1.3, and 13818-3); no free format. */
  static Optional<FrameHeader> mpeg(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < 4) {
      return Optional.empty();
    }
    int header = bytes.getInt(at);
    int version = header >>> 19 & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
    int layer = 4 - (header >>> 17 & 3);
    int bitRate = header >>> 12 & 15;
    int rate = header >>> 10 & 3;
    boolean valid =
        header >>> 21 == 0x7ff && version != 1 && layer != 4 && bitRate % 15 != 0 && rate != 3;
    if (!valid) {
      return Optional.empty();
    }
    int[][] table = version == 3 ? MPEG1_KILOBITS : MPEG2_KILOBITS;
    int bitsPerSecond = table[layer - 1][bitRate] * 1000;
    int sampleRate = RATES[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int samples = layer == 1 ? 384 : layer == 3 && version != 3 ? 576 : 1152;
    int padding = header >>> 9 & 1;
    int length =
        layer == 1
            ? (12 * bitsPerSecond / sampleRate + padding) * 4
            : samples / 8 * bitsPerSecond / sampleRate + padding;
    return Optional.of(new FrameHeader(length, ((header >>> 17) << 2) | rate));
  }

  /** AAC in ADTS (ISO/IEC 13818-7, 6.2). */
  static Optional<FrameHeader> adts(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < LONGEST) {
      return Optional.empty();
    }
    int header = bytes.getInt(at);
    int rate = header >>> 10 & 15;
    int length = ((header & 3) << 11) | ((bytes.getShort(at + 4) >>> 5) & 0x7ff);
    boolean valid = header >>> 20 == 0xfff && (header >>> 17 & 3) == 0 && rate < 13;
    if (!valid || length < LONGEST) {
      return Optional.empty();
    }
    return Optional.of(new FrameHeader(length, header >>> 10));
  }
}
