package io.nightjar.ingest.upload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The boxes of the ISO base media format (ISO 14496-12) and of QuickTime: a length, a type of four
 * letters, content. A file should begin with {@code ftyp}, but recorders put padding, the index or
 * the sound itself first, and a file that was cut out of a stream begins with {@code styp} or
 * {@code moof}.
 */
final class IsoBoxes {
  /** Found in nothing but media files. */
  private static final Set<String> MEDIA = Set.of("ftyp", "styp", "moov", "mdat", "moof");

  /** What may stand in front of those. */
  private static final Set<String> BEFORE_MEDIA =
      Set.of(
          "free", "skip", "wide", "pnot", "uuid", "pdin", "sidx", "ssix", "emsg", "prft", "udta",
          "meta");

  /** Brands of {@code ftyp} that are photographs. */
  private static final Set<String> PHOTOGRAPHS =
      Set.of("heic", "heix", "heim", "heis", "mif1", "avif", "crx ");

  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;
  private static final int LARGE = 1; // the length follows the type, in 64 bits
  private static final int TO_THE_END = 0;

  /** No more padding is believed; a length of four letters of a text is beyond it. */
  private static final int MOST_PADDING = 1 << 24;

  private IsoBoxes() {}

  /**
   * Whether a file begins with boxes of this format.
   *
   * @param head the file's first bytes
   * @param from where the boxes begin
   */
  static boolean lead(byte[] head, int from) {
    if (isText(head, from)) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head);
    long at = from;
    while (at + HEADER <= head.length) {
      int start = (int) at;
      String type = letters(head, start + 4);
      long length = length(bytes, start);
      if (length != TO_THE_END && length < HEADER) {
        return false;
      }
      if (MEDIA.contains(type)) {
        return !(type.equals("ftyp") && PHOTOGRAPHS.contains(letters(head, start + HEADER)));
      }
      if (!BEFORE_MEDIA.contains(type) || length == TO_THE_END || length > MOST_PADDING) {
        return false;
      }
      at += length;
    }
    boolean fileGoesOn = head.length == MediaSniffer.HEAD;
    return at > from && fileGoesOn;
  }

  private static long length(ByteBuffer bytes, int start) {
    long length = Integer.toUnsignedLong(bytes.getInt(start));
    if (length != LARGE) {
      return length;
    }
    return bytes.limit() < start + LARGE_HEADER ? LARGE : bytes.getLong(start + HEADER);
  }

  private static String letters(byte[] head, int at) {
    return head.length < at + 4 ? "" : new String(head, at, 4, StandardCharsets.ISO_8859_1);
  }

  /** A text may have {@code moov} for its second word. */
  private static boolean isText(byte[] head, int from) {
    int end = Math.min(head.length, from + LARGE_HEADER);
    for (int i = from; i < end; i++) {
      boolean printable = head[i] >= ' ' || head[i] < 0 || head[i] == '\n' || head[i] == '\r';
      if (!printable && head[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
