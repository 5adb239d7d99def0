package io.nightjar.local.terminal;

/** Texts as they stand in a line of fixed columns. */
public final class Cells {
  private static final int CUT = '…';
  private static final int REPLACEMENT = '\uFFFD';

  private Cells() {}

  /** A text that may come from anywhere, without what a terminal would obey. */
  public static String plain(String text) {
    return text.codePoints()
        .map(letter -> isObeyed(letter) ? REPLACEMENT : letter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isObeyed(int letter) {
    int type = Character.getType(letter);
    return Character.isISOControl(letter)
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** How many columns a text takes. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A text that fills a column: with blanks behind it, or cut in its middle, ends being told. */
  public static String fit(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - width(cut));
  }

  /** A text that is cut at its end if it is wider than a column, as suits sentences. */
  public static String begin(String text, int width) {
    int[] letters = text.codePoints().toArray();
    return letters.length <= width
        ? text
        : new StringBuilder()
            .append(new String(letters, 0, width - 1))
            .appendCodePoint(CUT)
            .toString();
  }

  /** A text that is cut in its middle if it is wider than a column. */
  public static String cut(String text, int width) {
    int[] letters = text.codePoints().toArray();
    if (letters.length <= width) {
      return text;
    }
    int behind = (width - 1) / 2;
    int before = width - 1 - behind;
    return new StringBuilder()
        .append(new String(letters, 0, before))
        .appendCodePoint(CUT)
        .append(new String(letters, letters.length - behind, behind))
        .toString();
  }
}
