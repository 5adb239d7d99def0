package io.nightjar.local.stack;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Makes the keys and the device token of a local stack. */
final class Secrets {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  /** 32 random bytes, as base64url without padding. */
  String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A device token: a JSON Web Token signed with HMAC-SHA-256, without an end. */
  static String deviceToken(String secret, String device, String group, Clock clock) {
    var claims = new JwtClaims();
    claims.setSubject(device);
    claims.setStringClaim("group", group);
    claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
    var signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKey(new HmacKey(Base64.getUrlDecoder().decode(secret)));
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
    }
  }
}
