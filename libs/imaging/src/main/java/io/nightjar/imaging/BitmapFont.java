package io.nightjar.imaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A font of our own of 5 × 7 pixels and one row for descenders, because a headless machine may have
 * no fonts at all. It knows printable ASCII and {@code ° − µ × · –}; any other character shows as
 * {@code ?}.
 */
public final class BitmapFont {

  /** Rows of a line of text at scale 1, the descender's included. */
  public static final int HEIGHT = 8;

  private static final int WIDTH = 5;
  private static final int ADVANCE = WIDTH + 1;

  /** Of each character its pixels: bit {@code row × WIDTH + column}. */
  private static final Map<Character, Long> GLYPHS = glyphs();

  private BitmapFont() {}

  /**
   * Columns that {@code text} takes at a scale of 1 or more; without the gap after the last
   * character.
   */
  public static int width(String text, int scale) {
    return width(text.length(), scale);
  }

  /** Columns that so many characters take at a scale of 1 or more, without the gap after them. */
  public static int width(int characters, int scale) {
    return characters < 1 ? 0 : (characters * ADVANCE - 1) * scale;
  }

  /**
   * Writes a line of text, clipped to the picture.
   *
   * @param x column of the left edge
   * @param y row of the top edge
   * @param colour as {@link Canvas#fill} takes it
   * @param scale how many pixels wide and high each pixel of the font becomes, 1 or more
   */
  public static void draw(Canvas picture, String text, int x, int y, int colour, int scale) {
    for (int i = 0; i < text.length(); i++) {
      drawGlyph(picture, text.charAt(i), x + i * ADVANCE * scale, y, colour, scale);
    }
  }

  /**
   * Writes a number in decimal digits as {@link #draw} writes text. Allocates nothing.
   *
   * @param number 0 or more
   * @param digits how many are written, zeros leading; what a number has beyond them is left out
   */
  public static void drawNumber(
      Canvas picture, int number, int digits, int x, int y, int colour, int scale) {
    int rest = number;
    for (int i = digits - 1; i >= 0; i--) {
      drawGlyph(picture, (char) ('0' + rest % 10), x + i * ADVANCE * scale, y, colour, scale);
      rest /= 10;
    }
  }

  private static void drawGlyph(
      Canvas picture, char character, int x, int y, int colour, int scale) {
    long glyph = character == ' ' ? 0 : glyph(character);
    for (long rest = glyph; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      int left = x + bit % WIDTH * scale;
      int top = y + bit / WIDTH * scale;
      picture.fill(left, top, scale, scale, colour);
    }
  }

  private static long glyph(char character) {
    Long known = GLYPHS.get(character);
    return known != null ? known : glyph('?');
  }

  private static Map<Character, Long> glyphs() {
    var glyphs = new HashMap<Character, Long>();
    for (String[] band : GlyphTable.BANDS) {
      List<String> rows = band[1].lines().toList();
      for (int i = 0; i < band[0].length(); i++) {
        long glyph = 0;
        for (int bit = 0; bit < HEIGHT * WIDTH; bit++) {
          if (rows.get(bit / WIDTH).charAt(i * ADVANCE + bit % WIDTH) == '#') {
            glyph |= 1L << bit;
          }
        }
        glyphs.put(band[0].charAt(i), glyph);
      }
    }
    return Map.copyOf(glyphs);
  }
}
