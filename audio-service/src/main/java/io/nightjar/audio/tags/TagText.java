package io.nightjar.audio.tags;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Texts in chunks, whose encoding nothing tells: UTF-8 where the bytes are that, which by chance
 * hardly any other text is, else Windows-1252, which recorders with accents in their comments write
 * and which contains Latin-1.
 */
final class TagText {

  /** What stands for bytes that were no character. */
  static final char REPLACEMENT = '\ufffd';

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TagText() {}

  /** The text up to the first zero, without white space around it. */
  static String decode(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    ByteBuffer text = ByteBuffer.wrap(bytes, 0, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text.duplicate()).toString().strip();
    } catch (CharacterCodingException notUtf8) {
      return WINDOWS_1252.decode(text).toString().strip();
    }
  }
}
