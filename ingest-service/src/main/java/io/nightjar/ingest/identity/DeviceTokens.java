package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;

/**
 * Reads device tokens: JSON Web Tokens signed with HMAC-SHA-256, whose claims are {@code sub} (the
 * device), {@code group}, and optionally {@code exp} and {@code nbf}. Thread-safe.
 */
public final class DeviceTokens {
  private static final int SHORTEST_SECRET = 32;
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final JwtConsumer verifier;

  /**
   * Verifies with a secret.
   *
   * @param secret at least 32 bytes, as base64url
   * @throws IllegalArgumentException if it is shorter, or no base64url
   */
  public DeviceTokens(String secret) {
    byte[] key = Base64.getUrlDecoder().decode(secret);
    if (key.length < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "the token secret must have at least " + SHORTEST_SECRET + " bytes");
    }
    this.verifier =
        new JwtConsumerBuilder()
            .setVerificationKey(new HmacKey(key))
            .setJwsAlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
            .setRequireSubject()
            .setSkipDefaultAudienceValidation()
            .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
            .build();
  }

  /**
   * The device that a token was given to.
   *
   * @throws ProblemException {@code token-invalid} if it is forged, expired or malformed
   */
  public DeviceIdentity verify(String token) {
    try {
      JwtClaims claims = verifier.processToClaims(token);
      String group = claims.getStringClaimValue("group");
      if (group == null) {
        throw new ProblemException(ProblemCode.TOKEN_INVALID, "the token names no group");
      }
      return new DeviceIdentity(group, claims.getSubject());
    } catch (InvalidJwtException e) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, why(e), e);
    } catch (MalformedClaimException | IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, "the token's claims are malformed", e);
    }
  }

  private static String why(InvalidJwtException e) {
    if (e.hasExpired()) {
      return "the token has expired";
    }
    if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
      return "the token's signature is not ours";
    }
    if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return "the token is not valid yet";
    }
    return e.hasErrorCode(ErrorCodes.SUBJECT_MISSING)
        ? "the token names no device"
        : "this is no JSON Web Token signed with HS256";
  }
}
