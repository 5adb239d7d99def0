package io.nightjar.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as RFC 7519 says, by hand: what the service verifies with a library. */
public final class DeviceTokensFor {
  private DeviceTokensFor() {}

  /** A token for a device of a group, signed with the secret. */
  public static String device(String group, String device, byte[] secret) {
    return token(
        String.format(Locale.ROOT, "{\"sub\":\"%s\",\"group\":\"%s\"}", device, group), secret);
  }

  /** A token with any claims. */
  public static String token(String claims, byte[] secret) {
    String signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Base64url without padding. */
  public static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }
}
