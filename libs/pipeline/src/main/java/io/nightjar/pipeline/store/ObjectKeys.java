package io.nightjar.pipeline.store;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.recording.DeviceIdentity;
import io.nightjar.pipeline.recording.RecordingId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The one place that knows under which key everything lies. */
public final class ObjectKeys {
  /** The prefix of the accepted recordings whose event is not yet known to be published. */
  public static final String OUTBOX = "outbox/";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  private static final int LONGEST_KEY = 1024;
  private static final int DIGEST_DIGITS = 16;
  private static final int LONGEST_SEGMENT = 200;
  private static final int LONGEST_START = 100;
  private static final Pattern SEGMENTS = Pattern.compile("/");
  private static final Set<String> NO_SEGMENT = Set.of("", ".", "..");

  private ObjectKeys() {}

  /**
   * The upload, byte for byte.
   *
   * @param received when it was received; the key holds the UTC date
   * @param extension of the media type as found, without a dot
   */
  public static String raw(
      DeviceIdentity device, Instant received, RecordingId id, String extension) {
    return String.format(
        Locale.ROOT, "raw/%s/%s/%s.%s", owner(device), DAY.format(received), id, extension);
  }

  /** The recording's own document. */
  public static String recording(RecordingId id) {
    return "recordings/" + id + ".json";
  }

  /** The claim on a device's content; its body is the id of the recording that holds it. */
  public static String claim(DeviceIdentity device, String sha256) {
    return String.format(Locale.ROOT, "claims/%s/%s", owner(device), sha256);
  }

  /** The note that a recording's event has yet to be published. */
  public static String outbox(RecordingId id) {
    return OUTBOX + id + ".json";
  }

  /** The prefix of all that was made of a recording. */
  public static String derived(RecordingId id) {
    return "derived/" + id + "/";
  }

  /**
   * One artefact of a work, under a name that its content decides: whoever writes it late, or
   * twice, overwrites nothing that a manifest names.
   *
   * @param sha256 of the content, lower-case hex
   * @throws IllegalArgumentException if a name needs escaping: they are ours, never a user's
   */
  public static String artefact(
      RecordingId id, String stage, String version, String name, String sha256) {
    return document(id, stage, version, sha256.substring(0, DIGEST_DIGITS) + "-" + plain(name));
  }

  /**
   * One document of a work.
   *
   * @throws IllegalArgumentException if a name needs escaping: they are ours, never a user's
   */
  private static String document(RecordingId id, String stage, String version, String name) {
    return derived(id) + plain(stage) + "/" + plain(version) + "/" + plain(name);
  }

  /** The commit point of a stage. */
  public static String manifest(RecordingId id, String stage, String version) {
    return document(id, stage, version, "manifest.json");
  }

  /** The note that a stage has given a recording up and put its event among the dead letters. */
  public static String deadEnd(RecordingId id, String stage, String version) {
    return document(id, stage, version, "dead-end.json");
  }

  /** The mark that a worker sets before it starts on a work, and removes when it has ended. */
  public static String attempt(String stage, String version, RecordingId id, int attempt) {
    return "attempts/" + plain(stage) + "/" + plain(version) + "/" + id + "/" + attempt;
  }

  /**
   * Checks a key that came from elsewhere: 1…1024 bytes of UTF-8 without control characters, no
   * empty, {@code .} or {@code ..} segment.
   *
   * @throws IllegalArgumentException if no object of ours can have it
   */
  static void check(String key) {
    boolean printable = key.codePoints().noneMatch(Character::isISOControl);
    boolean climbs = SEGMENTS.splitAsStream(key).anyMatch(NO_SEGMENT::contains);
    boolean fits = key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    if (!printable || climbs || !fits || key.endsWith("/")) {
      throw new IllegalArgumentException("not an object key: " + key);
    }
  }

  private static String plain(String name) {
    if (name.isEmpty() || !segment(name).equals(name)) {
      throw new IllegalArgumentException("not a plain name: " + name);
    }
    return name;
  }

  private static String owner(DeviceIdentity device) {
    return segment(device.group()) + "/" + segment(device.device());
  }

  /**
   * A name as one key segment: letters, digits, {@code - _} and inner dots stay, every other byte
   * of its UTF-8 form becomes {@code %XX}, so that different names never share a key and none can
   * climb. A long one ends in its SHA-256, because a file system takes 255 bytes a segment.
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
    return key.length() <= LONGEST_SEGMENT
        ? key.toString()
        : key.substring(0, LONGEST_START) + "~" + Sha256.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
