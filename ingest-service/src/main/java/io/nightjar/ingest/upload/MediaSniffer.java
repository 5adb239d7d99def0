package io.nightjar.ingest.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Tells a format by the first bytes of a file, never by its name: cameras send sound as {@code
 * .aac} that is MP4, and files whose name is {@code file}.
 */
public final class MediaSniffer {
  /**
   * How many bytes are enough: a gzip header with a long name and the first block's tables, an ID3
   * tag with some text, a few frames of MP3 after the zeros or the rest of a frame that recorders
   * leave in front of them, the boxes in front of an MP4's sound. What lies deeper is told from
   * what is usual: behind an ID3 tag that is longer (it holds a picture) MP3, behind padding boxes
   * that are longer MP4.
   */
  public static final int HEAD = 64 * 1024;

  private static final byte[] CPTV = ascii("CPTV");
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
  private static final byte[] DOC_TYPE = {0x42, (byte) 0x82};
  private static final byte[] LINE_END = {'\n'};
  private static final byte[] MPEG_PROGRAMME = {0, 0, 1, (byte) 0xba};

  /** The rest of the GUIDs that Wave64 has in place of RIFF's four letters. */
  private static final byte[] WAVE64_RIFF = bytes(0x2e91cf11, 0xa5d628db, 0x04c10000);

  private static final byte[] WAVE64_WAVE = bytes(0xf3acd311, 0x8cd100c0, 0x4f8edb8a);

  private static final int ID3_HEADER = 10;
  private static final int EBML_HEADER = 128;

  private MediaSniffer() {}

  /**
   * The format of a file.
   *
   * @param head its first {@link #HEAD} bytes, or all of it
   */
  public static Optional<MediaFormat> sniff(byte[] head) {
    return sniff(head, 0);
  }

  private static Optional<MediaFormat> sniff(byte[] head, int from) {
    if (has(head, from, GZIP)) {
      return when(from == 0 && mayInflateToCptv(head), MediaFormat.CPTV);
    }
    if (has(head, from, "ID3")) {
      return behindId3(head, from);
    }
    if (holdsOtherThings(head, from)) {
      return Optional.empty();
    }
    Optional<MediaFormat> byMagic = byMagic(head, from);
    if (byMagic.isPresent()) {
      return byMagic;
    }
    if (has(head, from, EBML)) {
      return matroska(head, from);
    }
    return IsoBoxes.lead(head, from)
        ? Optional.of(MediaFormat.MP4)
        : MpegFrames.find(head, from, endsIn(head));
  }

  private static Optional<MediaFormat> byMagic(byte[] head, int from) {
    if (has(head, from, "RIFF")
        || has(head, from, "RIFX")
        || has(head, from, "RF64")
        || has(head, from, "BW64")) {
      return when(has(head, from + 8, "WAVE"), MediaFormat.WAV);
    }
    if (has(head, from, "riff") && has(head, from + 4, WAVE64_RIFF)) {
      return when(
          has(head, from + 24, "wave") && has(head, from + 28, WAVE64_WAVE), MediaFormat.WAVE64);
    }
    if (has(head, from, "FORM")) {
      return when(has(head, from + 8, "AIFF") || has(head, from + 8, "AIFC"), MediaFormat.AIFF);
    }
    if (has(head, from, "caff")) {
      return when(has(head, from + 4, new byte[] {0, 1, 0, 0}), MediaFormat.CAF);
    }
    if (has(head, from, ".snd")) {
      // The offset of the samples, which lies behind the header of 24 bytes and its remark.
      return when(has(head, from + 4, new byte[] {0, 0}), MediaFormat.AU);
    }
    if (has(head, from, "fLaC")) {
      return when(head.length > from + 4 && (head[from + 4] & 0x7f) == 0, MediaFormat.FLAC);
    }
    if (has(head, from, "OggS")) {
      return when(has(head, from + 4, new byte[] {0}), MediaFormat.OGG);
    }
    if (has(head, from, "#!AMR-WB")) {
      return when(has(head, from + 8, LINE_END), MediaFormat.AMR_WB);
    }
    return when(has(head, from, "#!AMR") && has(head, from + 5, LINE_END), MediaFormat.AMR);
  }

  /** Containers of other things, in which frames of MPEG audio may be found. */
  private static boolean holdsOtherThings(byte[] head, int from) {
    boolean video =
        (has(head, from, "RIFF") || has(head, from, "RIFX")) && !has(head, from + 8, "WAVE");
    boolean archive = has(head, from, "PK\3\4") || has(head, from + 257, "ustar");
    return video || archive || has(head, from, MPEG_PROGRAMME);
  }

  /**
   * ID3v2 stands in front of MP3 as a rule, of ADTS and FLAC where a program has tagged any file
   * that it met. Its length has seven bits a byte (id3.org, "ID3 tag version 2.4.0", 3.1).
   */
  private static Optional<MediaFormat> behindId3(byte[] head, int from) {
    if (head.length < from + ID3_HEADER || head[from + 3] < 2 || head[from + 3] > 4) {
      return Optional.empty();
    }
    int length = 0;
    for (int i = 6; i < ID3_HEADER; i++) {
      if (head[from + i] < 0) {
        return Optional.empty();
      }
      length = length << 7 | head[from + i];
    }
    boolean hasFooter = (head[from + 5] & 0x10) != 0;
    int sound = from + ID3_HEADER + length + (hasFooter ? ID3_HEADER : 0);
    Optional<MediaFormat> format =
        sound < head.length ? sniff(head, sound) : Optional.<MediaFormat>empty();
    boolean tooLittleSeen = !endsIn(head) && head.length - sound < 2 * MpegFrames.LONGEST;
    return format.or(() -> when(tooLittleSeen, MediaFormat.MP3));
  }

  /** Matroska's header names its kind in an element of its own (RFC 8794, 11.2.4). */
  private static Optional<MediaFormat> matroska(byte[] head, int from) {
    int end = Math.min(head.length - 3, from + EBML_HEADER);
    for (int i = from + EBML.length; i < end; i++) {
      if (has(head, i, DOC_TYPE)) {
        return has(head, i + 3, "webm")
            ? Optional.of(MediaFormat.WEBM)
            : when(has(head, i + 3, "matroska"), MediaFormat.MATROSKA);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a gzip stream begins with the magic of CPTV, or is too damaged to tell: the camera
   * deletes its only copy, so a doubt is stored and left to the codec.
   */
  private static boolean mayInflateToCptv(byte[] head) {
    if (head.length == GZIP.length) {
      return false;
    }
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

  /** Whether the whole file is in the head. */
  private static boolean endsIn(byte[] head) {
    return head.length < HEAD;
  }

  private static Optional<MediaFormat> when(boolean is, MediaFormat format) {
    return is ? Optional.of(format) : Optional.empty();
  }

  private static boolean has(byte[] head, int at, String wanted) {
    return has(head, at, ascii(wanted));
  }

  private static boolean has(byte[] head, int at, byte[] wanted) {
    return head.length >= at + wanted.length
        && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(int... words) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }
}
