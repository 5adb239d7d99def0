package io.nightjar.pipeline.identity;

/**
 * Who made a recording, as the bearer token says: never as a file's own tags say.
 *
 * @param group the project that the device belongs to, 1…128 characters
 * @param device the device's name, unique in its group, 1…128 characters
 */
public record DeviceIdentity(String group, String device) {
  private static final int LONGEST_NAME = 128;

  public DeviceIdentity {
    check("group", group);
    check("device", device);
  }

  private static void check(String what, String name) {
    boolean printable = name.codePoints().noneMatch(DeviceIdentity::unprintable);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new IllegalArgumentException(
          what + " must be 1 to " + LONGEST_NAME + " printable characters");
    }
  }

  /** Control characters, and halves of surrogate pairs, which have no UTF-8 form of their own. */
  private static boolean unprintable(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
