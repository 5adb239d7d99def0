package io.nightjar.pipeline.store;

import java.util.regex.Pattern;

/**
 * Where an object lies and what it is, enough to fetch and to verify it.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param size bytes
 * @param sha256 of all bytes, lower-case hex
 * @param mediaType of the content, as found, not as named
 */
public record ObjectRef(String bucket, String key, long size, String sha256, String mediaType) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ObjectRef {
    ObjectKeys.check(key);
    if (size < 0) {
      throw new IllegalArgumentException("an object of " + size + " bytes: " + key);
    }
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + sha256);
    }
  }
}
