package io.nightjar.pipeline.recording;

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
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new IllegalArgumentException(
          what + " must be 1 to " + LONGEST_NAME + " printable characters");
    }
  }
}
