package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.RecordingId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names effects: the same effect has the same id, so that a consumer can drop a repeat. */
public final class EventIds {
  private static final UUID NAMESPACE = UUID.fromString("6e696768-746a-5172-8576-656e74732e69");
  private static final int VERSION = 5;

  private EventIds() {}

  /**
   * The id of an event: a UUID of version 5 of its type, recording and stage version.
   *
   * @param stageVersion for example {@code thermal/1-5f2b9c01}
   */
  public static String of(String type, RecordingId recording, String stageVersion) {
    return of(type, recording.toString(), stageVersion);
  }

  /**
   * The same for what an event of any kind is about.
   *
   * @param what tells effects on the same subject apart
   */
  public static String of(String type, String subject, String what) {
    return nameBased(NAMESPACE, type + "\n" + subject + "\n" + what).toString();
  }

  /** RFC 9562, section 5.5. */
  static UUID nameBased(UUID namespace, String name) {
    ByteBuffer hash =
        ByteBuffer.wrap(
            sha1(
                ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array(),
                name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | ((long) VERSION << 12);
    long low = (hash.getLong() & (~0L >>> 2)) | (1L << 63);
    return new UUID(high, low);
  }

  private static byte[] sha1(byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(first);
      return digest.digest(second);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
