package io.nightjar.ingest;

import io.smallrye.config.ConfigMapping;

/** How devices are known. */
@ConfigMapping(prefix = "nightjar.token")
public interface TokenConfig {
  /** What device tokens are signed with (HMAC-SHA-256): at least 32 bytes, as base64url. */
  String secret();
}
