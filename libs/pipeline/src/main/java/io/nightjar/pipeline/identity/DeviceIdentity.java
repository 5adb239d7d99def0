package io.nightjar.pipeline.identity;

/**
 * Who made a recording, as the bearer token says: never as a file's own tags say.
 *
 * @param group the project that the device belongs to, 1…128 characters
 * @param device the device's name, unique in its group, 1…128 characters
 */
public record DeviceIdentity(String group, String device) {
  public DeviceIdentity {
    Names.checked("group", group);
    Names.checked("device", device);
  }
}
