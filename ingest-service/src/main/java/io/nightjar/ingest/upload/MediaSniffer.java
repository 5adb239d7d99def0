package io.nightjar.ingest.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Tells a format by the first bytes of a file, never by its name: cameras send sound as {@code
 * .aac} that is MP4, and files whose name is {@code file}.
 */
public final class MediaSniffer {
  /** How many bytes are enough: a gzip header with a long name, and the first block's tables. */
  public static final int HEAD = 64 * 1024;

  private static final byte[] CPTV = "CPTV".getBytes(StandardCharsets.US_ASCII);
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int RESERVED_SAMPLE_RATE = 3;
  private static final int RESERVED_BIT_RATE = 15;

  private MediaSniffer() {}

  /**
   * The format of a file.
   *
   * @param head its first {@link #HEAD} bytes, or all of it
   */
  public static Optional<MediaFormat> sniff(byte[] head) {
    if (startsWith(head, 0, "RIFF") || startsWith(head, 0, "RF64") || startsWith(head, 0, "BW64")) {
      return when(startsWith(head, 8, "WAVE"), MediaFormat.WAV);
    }
    if (startsWith(head, 0, "fLaC")) {
      return Optional.of(MediaFormat.FLAC);
    }
    if (startsWith(head, 4, "ftyp")) {
      return Optional.of(MediaFormat.MP4);
    }
    if (startsWith(head, 0, "OggS")) {
      return Optional.of(MediaFormat.OGG);
    }
    if (startsWith(head, 0, "ID3")) {
      return Optional.of(MediaFormat.MP3);
    }
    if (head.length > 2 && octet(head, 0) == GZIP_MAGIC_1 && octet(head, 1) == GZIP_MAGIC_2) {
      return when(mayInflateToCptv(head), MediaFormat.CPTV);
    }
    return mpegAudio(head);
  }

  /**
   * Whether a gzip stream begins with the magic of CPTV, or is too damaged to tell: the camera
   * deletes its only copy, so a doubt is stored and left to the codec.
   */
  private static boolean mayInflateToCptv(byte[] head) {
    byte[] magic = new byte[CPTV.length];
    int known = 0;
    boolean ended = false;
    try (var inflated = new GZIPInputStream(new ByteArrayInputStream(head))) {
      while (known < magic.length && !ended) {
        int value = inflated.read();
        ended = value < 0;
        if (!ended) {
          magic[known++] = (byte) value;
        }
      }
    } catch (IOException e) {
      ended = false; // damaged here: what inflated before is all that is known
    }
    return !ended && Arrays.equals(magic, 0, known, CPTV, 0, known);
  }

  /** ISO 11172-3 and 13818-7: eleven or twelve bits of sync, then fields with reserved values. */
  private static Optional<MediaFormat> mpegAudio(byte[] head) {
    if (head.length < 4 || octet(head, 0) != 0xFF) {
      return Optional.empty();
    }
    int second = octet(head, 1);
    int third = octet(head, 2);
    if ((second & 0xF6) == 0xF0) {
      boolean knownRate = ((third >> 2) & 0xF) <= 12;
      return when(knownRate, MediaFormat.AAC);
    }
    boolean sync = (second & 0xE0) == 0xE0;
    boolean knownVersion = ((second >> 3) & 3) != 1;
    boolean layer = ((second >> 1) & 3) != 0;
    boolean knownBitRate = (third >> 4) != RESERVED_BIT_RATE;
    boolean knownRate = ((third >> 2) & 3) != RESERVED_SAMPLE_RATE;
    return when(sync && knownVersion && layer && knownBitRate && knownRate, MediaFormat.MP3);
  }

  private static Optional<MediaFormat> when(boolean is, MediaFormat format) {
    return is ? Optional.of(format) : Optional.empty();
  }

  private static boolean startsWith(byte[] head, int at, String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
    return head.length >= at + wanted.length
        && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static int octet(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }
}
