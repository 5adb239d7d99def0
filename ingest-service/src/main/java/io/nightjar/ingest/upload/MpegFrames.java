package io.nightjar.ingest.upload;

import java.util.Optional;

/**
 * Finds frames of MPEG audio (ISO 11172-3, 13818-3) and of AAC in ADTS (ISO 13818-7, 6.2). Neither
 * has a header of the file, and recorders leave zeros or the rest of a frame in front of the first:
 * so frames are looked for, and believed where one follows the other. A frame's header alone is
 * found in every few thousand random bytes.
 */
final class MpegFrames {
  /** The longest frame: that of ADTS, whose length has 13 bits. The longest of MP3 has 2881. */
  static final int LONGEST = (1 << 13) - 1;

  /** Three headers of one sound come about once in 10⁹ heads of random bytes. */
  private static final int ENOUGH = 3;

  /** Fewer are enough where the file ends with them. */
  private static final int ENOUGH_AT_THE_END = 2;

  /** In kbit/s, by the header's four bits: MPEG-1 layers I, II, III; MPEG-2 layer I, II and III. */
  private static final int[][] BIT_RATES = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
  };

  /** Of MPEG-1; half of them of MPEG-2, a quarter of MPEG-2.5. */
  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

  /** What all frames of one sound agree in: sync, version, layer, sample rate. */
  private static final int SAME_IN_MP3 = 0xfffe0c00;

  /** Sync, version, layer, profile, sample rate, channels. */
  private static final int SAME_IN_ADTS = 0xfffefdc0;

  private static final int ADTS_SYNC = 0xfff00000;
  private static final int ADTS_SYNC_AND_LAYER = 0xfff60000;
  private static final int ADTS_HEADER = 7;
  private static final int ADTS_SAMPLE_RATES = 13;

  private MpegFrames() {}

  /**
   * The format of the first frames that begin within one frame's length, behind any zeros.
   *
   * @param head the file's first bytes
   * @param from where to begin
   * @param ends whether the file has no more bytes
   */
  static Optional<MediaFormat> find(byte[] head, int from, boolean ends) {
    int first = from;
    while (first < head.length && head[first] == 0) {
      first++;
    }
    int last = Math.min(first + LONGEST, head.length - ADTS_HEADER);
    for (int at = first; at <= last; at++) {
      if (head[at] == (byte) 0xff && lead(head, at, ends)) {
        boolean adts = adtsLength(head, at) > 0;
        return Optional.of(adts ? MediaFormat.AAC : MediaFormat.MP3);
      }
    }
    return Optional.empty();
  }

  /** Whether enough frames follow each other from {@code start} on. */
  private static boolean lead(byte[] head, int start, boolean ends) {
    int header = word(head, start);
    boolean adts = adtsLength(head, start) > 0;
    int same = adts ? SAME_IN_ADTS : SAME_IN_MP3;
    int at = start;
    for (int frames = 0; frames < ENOUGH; frames++) {
      if (at + ADTS_HEADER > head.length) {
        return ends && frames >= ENOUGH_AT_THE_END;
      }
      int length = adts ? adtsLength(head, at) : mp3Length(word(head, at));
      if (length == 0 || (word(head, at) & same) != (header & same)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Bytes of the frame that has this header; 0 if there is none, or none that tells its length. */
  private static int mp3Length(int header) {
    int version = header >>> 19 & 3; // 0: 2.5, 2: 2, 3: 1
    int layer = 4 - (header >>> 17 & 3);
    int bitRate = header >>> 12 & 0xf;
    int sampleRate = header >>> 10 & 3;
    boolean sync = header >>> 21 == 0x7ff;
    if (!sync || version == 1 || layer == 4 || bitRate == 0 || bitRate == 15 || sampleRate == 3) {
      return 0;
    }
    boolean first = version == 3;
    int[] rates = BIT_RATES[first ? layer - 1 : layer == 1 ? 3 : 4];
    int bits = rates[bitRate] * 1000;
    int samples = SAMPLE_RATES[sampleRate] >> (first ? 0 : version == 2 ? 1 : 2);
    int padding = header >>> 9 & 1;
    if (layer == 1) {
      return (12 * bits / samples + padding) * 4;
    }
    return (layer == 3 && !first ? 72 : 144) * bits / samples + padding;
  }

  /** Bytes of the ADTS frame at a place that has room for its header; 0 if there is none. */
  private static int adtsLength(byte[] head, int at) {
    int header = word(head, at);
    boolean knownRate = (header >>> 10 & 0xf) < ADTS_SAMPLE_RATES;
    if ((header & ADTS_SYNC_AND_LAYER) != ADTS_SYNC || !knownRate) {
      return 0;
    }
    int length = (header & 3) << 11 | (head[at + 4] & 0xff) << 3 | (head[at + 5] & 0xff) >>> 5;
    return length < ADTS_HEADER ? 0 : length;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
