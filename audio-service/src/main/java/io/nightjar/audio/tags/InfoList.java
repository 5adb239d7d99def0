package io.nightjar.audio.tags;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The list {@code INFO} of a RIFF file: short texts under ids of four letters. */
final class InfoList {

  static final String CHUNK = "LIST";

  /** The names that FFmpeg gives to them. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("IART", "artist"),
          Map.entry("ICMT", "comment"),
          Map.entry("ICOP", "copyright"),
          Map.entry("ICRD", "date"),
          Map.entry("IGNR", "genre"),
          Map.entry("ILNG", "language"),
          Map.entry("INAM", "title"),
          Map.entry("IPRD", "album"),
          Map.entry("IPRT", "track"),
          Map.entry("ITRK", "track"),
          Map.entry("ISFT", "encoder"),
          Map.entry("ISMP", "timecode"),
          Map.entry("ITCH", "encoded_by"));

  private static final int TYPE = 4;
  private static final int HEADER = 8;
  private static final int MOST = 64;

  private InfoList() {}

  /**
   * The texts under FFmpeg's names, or their ids where it has none; none of a list of another type.
   */
  static Map<String, String> parse(ByteBuffer chunk) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (chunk.limit() < TYPE || !id(chunk, 0).equals("INFO")) {
      return texts;
    }
    int at = TYPE;
    while (at + HEADER <= chunk.limit() && texts.size() < MOST) {
      String id = id(chunk, at);
      long length = Integer.toUnsignedLong(chunk.getInt(at + 4));
      int left = chunk.limit() - at - HEADER;
      byte[] text = new byte[(int) Math.min(length, left)];
      chunk.get(at + HEADER, text);
      texts.putIfAbsent(NAMES.getOrDefault(id, id), TagText.decode(text));
      at += HEADER + text.length + text.length % 2;
    }
    return texts;
  }

  private static String id(ByteBuffer bytes, int at) {
    byte[] id = new byte[4];
    bytes.get(at, id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }
}
