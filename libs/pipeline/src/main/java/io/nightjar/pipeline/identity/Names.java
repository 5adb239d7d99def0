package io.nightjar.pipeline.identity;

/** What devices, groups and people may be called: 1…128 printable characters. */
public final class Names {
  private static final int LONGEST = 128;

  private Names() {}

  /**
   * Checks a name.
   *
   * @param what it names, for the message
   * @return the name
   * @throws IllegalArgumentException if it is none
   */
  public static String checked(String what, String name) {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.codePoints().anyMatch(Names::unprintable)) {
      throw new IllegalArgumentException(
          what + " must be 1 to " + LONGEST + " printable characters");
    }
    return name;
  }

  /** Control characters, and halves of surrogate pairs, which have no UTF-8 form of their own. */
  private static boolean unprintable(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
