package io.nightjar.local.registry;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.identity.DeviceIdentity;

/** How a device is named on the command line: {@code GROUP/DEVICE}. */
public final class DeviceArgument {
  private DeviceArgument() {}

  /**
   * Reads one. A group's name has no slash in it here, a device's may.
   *
   * @throws Failure of a wrong use if it is not of that form, or a name can't be one
   */
  public static DeviceIdentity parse(String text) {
    String[] names = text.split("/", 2);
    if (names.length != 2) {
      throw Failure.usage("a device is named GROUP/DEVICE, not " + text);
    }
    try {
      return new DeviceIdentity(names[0], names[1]);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(text + " can't be a device: " + e.getMessage());
    }
  }
}
