package io.nightjar.audio.tags;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place as a recorder tells it, not yet checked.
 *
 * @param latitude degrees north
 * @param longitude degrees east
 * @param altitude metres above sea level
 */
record Position(double latitude, double longitude, OptionalDouble altitude) {

  private static final String NUMBER = "([+-]?\\d{1,9}(?:\\.\\d{0,15})?)";
  private static final String SIGNED = "([+-])(\\d{1,9})(\\.\\d{0,15})?";

  private static final Pattern PAIR = Pattern.compile(NUMBER + "[ ,;]+" + NUMBER);
  private static final Pattern ISO_6709 =
      Pattern.compile(SIGNED + SIGNED + "(?:" + SIGNED + ")?(?:CRS.*)?/?");

  private static final int LATITUDE_DIGITS = 2;
  private static final int LONGITUDE_DIGITS = 3;

  /** Reads GUANO's {@code -43.5 172.5}. */
  static Optional<Position> parsePair(String text) {
    Matcher match = PAIR.matcher(text.strip());
    return match.matches()
        ? Optional.of(
            new Position(
                Double.parseDouble(match.group(1)),
                Double.parseDouble(match.group(2)),
                OptionalDouble.empty()))
        : Optional.empty();
  }

  /**
   * Reads ISO 6709's {@code -43.5000+172.5000+109.2/}, as phones write it, also in degrees and
   * minutes or degrees, minutes and seconds.
   */
  static Optional<Position> parseIso6709(String text) {
    Matcher match = ISO_6709.matcher(text.strip());
    if (!match.matches()) {
      return Optional.empty();
    }
    OptionalDouble altitude =
        match.group(7) == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(degrees(match, 7, Integer.MAX_VALUE));
    return Optional.of(
        new Position(
            degrees(match, 1, LATITUDE_DIGITS), degrees(match, 4, LONGITUDE_DIGITS), altitude));
  }

  /** What is longer than degrees alone has minutes in its last two digits, or those and seconds. */
  private static double degrees(Matcher match, int group, int degreeDigits) {
    String whole = match.group(group + 1);
    String fraction = Optional.ofNullable(match.group(group + 2)).orElse("");
    int digits = whole.length() - 2 * Math.clamp((whole.length() - degreeDigits) / 2, 0, 2);
    double value = Double.parseDouble(whole + fraction);
    if (digits < whole.length()) {
      value = Double.parseDouble("0" + whole.substring(0, digits));
      double unit = 1;
      for (int at = digits; at < whole.length(); at += 2) {
        unit /= 60;
        boolean last = at + 2 == whole.length();
        value += unit * Double.parseDouble(whole.substring(at, at + 2) + (last ? fraction : ""));
      }
    }
    return match.group(group).equals("-") ? -value : value;
  }
}
