package io.nightjar.local.stack;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes the keys by which a local stack reaches its store. */
final class Secrets {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** 32 random bytes, as base64url without padding. */
  String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
