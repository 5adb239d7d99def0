package io.nightjar.registry.token;

import java.time.Instant;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * What a token says of itself, which nothing was verified of: good to name it, not to let anyone
 * in.
 *
 * @param subject whom it was given to
 * @param id its claim {@code jti}; tokens of devices, and old ones, have none
 * @param expiresAt when it ends
 */
public record ClaimedToken(TokenSubject subject, Optional<String> id, Instant expiresAt) {
  private static final JwtConsumer UNVERIFIED =
      new JwtConsumerBuilder()
          .setSkipSignatureVerification()
          .setDisableRequireSignature()
          .setSkipAllValidators()
          .build();

  /** Reads a token; empty if it is none of ours. */
  public static Optional<ClaimedToken> read(String token) {
    try {
      JwtClaims claims = UNVERIFIED.processToClaims(token);
      if (claims.getExpirationTime() == null) {
        return Optional.empty();
      }
      Instant end = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
      return TokenSubject.of(claims).map(subject -> new ClaimedToken(subject, id(claims), end));
    } catch (InvalidJwtException | MalformedClaimException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> id(JwtClaims claims) {
    return claims.getClaimValue(TokenSubject.ID) instanceof String id
        ? Optional.of(id)
        : Optional.empty();
  }
}
