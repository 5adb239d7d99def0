package io.nightjar.pipeline.store;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place that knows under which key everything lies. */
public final class ObjectKeys {
  /** The prefix of the accepted recordings whose event is not yet known to be published. */
  public static final String OUTBOX = "outbox/";

  /** The prefix of outbox entries that failed too often, under the names that they had there. */
  public static final String QUARANTINE = "quarantine/outbox/";

  /** The prefix of the leases by which replicas share the outbox. */
  public static final String OUTBOX_LEASES = "leases/outbox/";

  /** The prefix under which a store's abilities are tried. */
  public static final String CHECKS = "checks/";

  /** The prefix of every upload. */
  public static final String RAW = "raw/";

  /** The prefix of every recording's document. */
  public static final String RECORDINGS = "recordings/";

  /** The prefix of every claim. */
  public static final String CLAIMS = "claims/";

  /** The prefix of the entries by which recordings are listed in the order of their times. */
  public static final String INDEX = "index/";

  /** The prefix of everything that was made of recordings. */
  public static final String DERIVED = "derived/";

  /** The prefix of the marks that workers set. */
  public static final String ATTEMPTS = "attempts/";

  /** The prefix of every registered device. */
  public static final String DEVICES = "devices/";

  /** The prefix of the device ids that are given. */
  public static final String DEVICE_IDS = "devices-by-id/";

  /** The prefix of every group. */
  public static final String GROUPS = "groups/";

  /** The prefix of every person. */
  public static final String PEOPLE = "people/";

  /** The prefix of every invitation. */
  public static final String INVITATIONS = "invitations/";

  /** The prefix of every time in which a group is open to devices that register themselves. */
  public static final String REGISTRATIONS = "registrations/";

  /** The prefix of every token that was revoked by itself. */
  public static final String REVOKED_TOKENS = "revoked-tokens/";

  /** The prefix of the notes of resumable uploads that have not ended. */
  public static final String OPEN_UPLOADS = "uploads/open/";

  /** The prefix of the states of resumable uploads. */
  public static final String UPLOAD_STATES = "uploads/state/";

  /** The prefix of the leases by which replicas share what is to do for resumable uploads. */
  public static final String UPLOAD_LEASES = "leases/uploads/";

  private static final Pattern STATE_REVISION = Pattern.compile("/(\\d{8})\\.json$");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String SUFFIX = ".json";
  private static final int LONGEST_KEY = 1024;
  private static final int DIGEST_DIGITS = 16;
  private static final int LONGEST_SEGMENT = 200;
  private static final int LONGEST_START = 100;
  private static final Pattern SEGMENTS = Pattern.compile("/");
  private static final Pattern REVISION = Pattern.compile("([0-9]{10})\\.json");
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
    return RAW + owner(device) + "/" + DAY.format(received) + "/" + id + "." + extension;
  }

  /**
   * The note that a store has shown on a day (UTC) what it can do.
   *
   * @param version of what is asked for
   * @param address stands for the store's address; hex digits
   */
  static String storeProof(int version, LocalDate day, String address) {
    return CHECKS + "proof/" + version + "/" + day + "/" + address;
  }

  /** The prefix of a device's entries in the listing by time recorded. */
  public static String index(DeviceIdentity device) {
    return INDEX + owner(device) + "/";
  }

  /** The prefix of the same for all devices of a group; no device's segment starts with a dot. */
  public static String index(String group) {
    return INDEX + segment(group) + "/.all/";
  }

  /**
   * What a sender said of its upload beside the bytes, where that was more than a time and a name.
   */
  public static String sent(String rawKey) {
    return rawKey.substring(0, rawKey.lastIndexOf('.')) + ".sent.json";
  }

  /** The note which recording a number stands for, by which the field's device API calls it. */
  public static String recordingNumber(long number) {
    return "recording-numbers/" + number;
  }

  /** When a device was last heard. */
  public static String heartbeat(DeviceIdentity device) {
    return heartbeats(device.group()) + segment(device.device()) + SUFFIX;
  }

  /** The prefix of the same of a group's devices. */
  public static String heartbeats(String group) {
    return "heartbeats/" + segment(group) + "/";
  }

  /** The settings that a device keeps here. */
  public static String deviceSettings(long deviceId) {
    return "device-settings/" + deviceId + SUFFIX;
  }

  /** The recording's own document. */
  public static String recording(RecordingId id) {
    return RECORDINGS + id + SUFFIX;
  }

  /** The claim on a device's content; its body is the id of the recording that holds it. */
  public static String claim(DeviceIdentity device, String sha256) {
    return CLAIMS + owner(device) + "/" + sha256;
  }

  /**
   * Where the first release put a claim, if that is another key: it left upper-case letters as they
   * are. On a store that folds case, another device's claim may stand there.
   */
  public static Optional<String> earlierClaim(DeviceIdentity device, String sha256) {
    String allowed = UNRESERVED + UPPER_CASE;
    String key =
        CLAIMS
            + segment(device.group(), allowed)
            + "/"
            + segment(device.device(), allowed)
            + "/"
            + sha256;
    return Optional.of(key).filter(earlier -> !earlier.equals(claim(device, sha256)));
  }

  /** The note that a recording's event has yet to be published. */
  public static String outbox(RecordingId id) {
    return OUTBOX + id + SUFFIX;
  }

  /**
   * Where an outbox entry waits that failed too often.
   *
   * @param outboxKey its key in the outbox, or any other under {@link #OUTBOX}
   */
  public static String quarantined(String outboxKey) {
    return QUARANTINE + outboxKey.substring(OUTBOX.length());
  }

  /** The recording that a document, an outbox entry or a quarantined one is named after. */
  public static Optional<RecordingId> recordingOf(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return name.endsWith(SUFFIX)
        ? RecordingId.parse(name.substring(0, name.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /**
   * The lease on one slice of the outbox for one slot of time.
   *
   * @param slot counted from 1970
   */
  public static String outboxLease(long slot, int slice) {
    return OUTBOX_LEASES + slot + "/" + slice;
  }

  /** The prefix of the notes of a device's resumable uploads that have not ended. */
  public static String openUploads(DeviceIdentity device) {
    return OPEN_UPLOADS + owner(device) + "/";
  }

  /** The note that a resumable upload has not ended. */
  public static String openUpload(DeviceIdentity device, RecordingId id) {
    return openUploads(device) + id;
  }

  /** The prefix of all that is kept of a resumable upload, but for its parts. */
  public static String uploadStates(DeviceIdentity device, RecordingId id) {
    return UPLOAD_STATES + owner(device) + "/" + id + "/";
  }

  /** The same by the note that it has not ended. */
  public static String uploadStatesOfOpen(String openUpload) {
    return UPLOAD_STATES + openUpload.substring(OPEN_UPLOADS.length()) + "/";
  }

  /**
   * One state of a resumable upload.
   *
   * @param revision from 0, in eight digits so that the order of keys is theirs
   */
  public static String uploadState(DeviceIdentity device, RecordingId id, int revision) {
    return uploadStates(device, id) + String.format(Locale.ROOT, "%08d", revision) + SUFFIX;
  }

  /** The revision that a key names, if it is that of a resumable upload's state. */
  public static Optional<Integer> uploadRevisionOf(String key) {
    Matcher name = STATE_REVISION.matcher(key);
    return name.find() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
  }

  /**
   * Bytes of a resumable upload that fill no part yet. The id comes first: a store on a file system
   * takes names that end in a UUID for its own scratch files, and never lists them.
   *
   * @param name which nothing else has or ever had
   */
  public static String uploadTail(DeviceIdentity device, RecordingId id, UUID name) {
    return uploadStates(device, id) + name + ".tail";
  }

  /**
   * Where the states lie of the resumable upload that an object under {@link #RAW} is to come from,
   * if it comes from one.
   */
  public static String uploadStatesOf(String rawKey, RecordingId id) {
    String rest = rawKey.substring(RAW.length());
    int device = rest.indexOf('/', rest.indexOf('/') + 1);
    return UPLOAD_STATES + rest.substring(0, device + 1) + id + "/";
  }

  /** The lease on what is to do for resumable uploads in one slot of time, counted from 1970. */
  public static String uploadLease(long slot) {
    return UPLOAD_LEASES + slot;
  }

  /** The prefix of all that was made of a recording. */
  public static String derived(RecordingId id) {
    return DERIVED + id + "/";
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

  /** The series of a device's revisions. */
  public static String device(DeviceIdentity device) {
    return DEVICES + owner(device) + "/";
  }

  /** The prefix of all devices of a group. */
  public static String devices(String group) {
    return DEVICES + segment(group) + "/";
  }

  /** The note which device has an id. */
  public static String deviceId(long id) {
    return DEVICE_IDS + id + SUFFIX;
  }

  /** The series of a group's revisions. */
  public static String group(String name) {
    return GROUPS + segment(name) + "/";
  }

  /** The series of a person's revisions. */
  public static String person(String name) {
    return PEOPLE + segment(name) + "/";
  }

  /** The prefix of all invitations to a group. */
  public static String invitations(String group) {
    return INVITATIONS + segment(group) + "/";
  }

  /**
   * The series of an invitation's revisions.
   *
   * @param digest of its code, lower-case hex
   */
  public static String invitation(String group, String digest) {
    return invitations(group) + plain(digest) + "/";
  }

  /** The series of the revisions of when a group is open to devices that register themselves. */
  public static String registration(String group) {
    return REGISTRATIONS + segment(group) + "/";
  }

  /** The note that a token is revoked. */
  public static String revokedToken(String id) {
    return REVOKED_TOKENS + segment(id) + SUFFIX;
  }

  /**
   * One revision of a series.
   *
   * @param series ends with a slash
   * @param number from 1 on; keys sort as numbers do
   */
  public static String revision(String series, int number) {
    return series + String.format(Locale.ROOT, "%010d", number) + SUFFIX;
  }

  /** The number of a revision, if the key is one. */
  public static Optional<Integer> revisionOf(String key) {
    Matcher name = REVISION.matcher(key.substring(key.lastIndexOf('/') + 1));
    return name.matches() ? Optional.of(Integer.parseInt(name.group(1))) : Optional.empty();
  }

  /** The mark that a worker sets before it starts on a work, and removes when it has ended. */
  public static String attempt(String stage, String version, RecordingId id, int attempt) {
    return ATTEMPTS + plain(stage) + "/" + plain(version) + "/" + id + "/" + attempt;
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
   * A name as one key segment: lower-case letters, digits, {@code - _} and inner dots stay, every
   * other byte of its UTF-8 form becomes {@code %XX}, so that different names never share a key,
   * not on a store that takes upper for lower case either, and none can climb. A long one ends in
   * its SHA-256, because a file system takes 255 bytes a segment.
   */
  static String segment(String name) {
    return segment(name, UNRESERVED);
  }

  private static String segment(String name, String unreserved) {
    StringBuilder key = new StringBuilder(name.length());
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xFF);
      boolean leadingDot = character == '.' && key.isEmpty();
      if (unreserved.indexOf(character) >= 0 && !leadingDot) {
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
