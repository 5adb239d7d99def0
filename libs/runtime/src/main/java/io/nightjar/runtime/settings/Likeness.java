package io.nightjar.runtime.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what was probably meant by a name that has a slip in it. */
final class Likeness {
  /** More letters than these are no slip. */
  private static final int MOST_SLIPS = 3;

  private Likeness() {}

  /** The name that is most like another, if one is. */
  static Optional<String> nearest(String name, List<String> names) {
    return names.stream()
        .filter(each -> distance(name, each) <= MOST_SLIPS)
        .min(Comparator.comparingInt(each -> distance(name, each)));
  }

  /** How many letters must be changed, left out or put in (Levenshtein). */
  static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
