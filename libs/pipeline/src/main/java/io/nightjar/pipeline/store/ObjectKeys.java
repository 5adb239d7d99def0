package io.nightjar.pipeline.store;

import io.nightjar.pipeline.recording.DeviceIdentity;
import io.nightjar.pipeline.recording.RecordingId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** The one place that knows under which key everything lies. */
public final class ObjectKeys {
  /** The prefix of the accepted recordings whose event is not yet known to be published. */
  public static final String OUTBOX = "outbox/";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

  private ObjectKeys() {}

  /**
   * The upload, byte for byte.
   *
   * @param received when it was received; the key holds the UTC date
   * @param extension of the media type as found, without a dot
   */
  public static String raw(
      DeviceIdentity device, Instant received, RecordingId id, String extension) {
    return "raw/%s/%s/%s.%s".formatted(owner(device), DAY.format(received), id, extension);
  }

  /** The recording's own document. */
  public static String recording(RecordingId id) {
    return "recordings/" + id + ".json";
  }

  /** The claim on a device's content; its body is the id of the recording that holds it. */
  public static String claim(DeviceIdentity device, String sha256) {
    return "claims/%s/%s".formatted(owner(device), sha256);
  }

  /** The note that a recording's event has yet to be published. */
  public static String outbox(RecordingId id) {
    return OUTBOX + id + ".json";
  }

  /** The prefix of all that was made of a recording. */
  public static String derived(RecordingId id) {
    return "derived/" + id + "/";
  }

  /** One artefact, or {@code manifest.json}, of a stage. */
  public static String artefact(RecordingId id, String stage, String version, String name) {
    return derived(id) + stage + "/" + version + "/" + name;
  }

  /** The commit point of a stage. */
  public static String manifest(RecordingId id, String stage, String version) {
    return artefact(id, stage, version, "manifest.json");
  }

  /** The mark that a worker sets before it starts on an event, and removes when it has ended. */
  public static String attempt(String service, String eventId, int attempt) {
    return "attempts/%s/%s/%d".formatted(service, eventId, attempt);
  }

  private static String owner(DeviceIdentity device) {
    return segment(device.group()) + "/" + segment(device.device());
  }

  /**
   * A name as one key segment: letters, digits, {@code - _} and inner dots stay, every other byte
   * of its UTF-8 form becomes {@code %XX}, so that different names never share a key and none can
   * climb.
   */
  static String segment(String name) {
    StringBuilder key = new StringBuilder(name.length());
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean leadingDot = character == '.' && key.isEmpty();
      if (UNRESERVED.indexOf(character) >= 0 && !leadingDot) {
        key.append(character);
      } else {
        key.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return key.toString();
  }
}
