package io.nightjar.registry.token;

import io.nightjar.registry.Device;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Makes tokens: JSON Web Tokens signed with ES256, whose header names the key ({@code kid}) and
 * whose claims are {@code iss}, {@code kind}, {@code sub}, {@code group} for a device or else
 * {@code jti}, {@code reads} for a reader, {@code iat} and {@code exp}. Thread-safe.
 */
public final class TokenSigner {
  /** The issuer of tokens unless another one is configured. */
  public static final String ISSUER = "nightjar";

  /** How long a device's token is good unless something else is configured: a camera's life. */
  public static final Duration DEVICE_LIFETIME = Duration.ofDays(3650);

  private final Supplier<TokenKeys> keys;
  private final String issuer;
  private final InstantSource clock;

  /**
   * Signs with the first private key of a set.
   *
   * @param keys asked for every token, so that they may change
   */
  public TokenSigner(Supplier<TokenKeys> keys, String issuer, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * A token as it is sent.
   *
   * @param text the JSON Web Token
   * @param expiresAt when it ends
   */
  public record Signed(String text, Instant expiresAt) {}

  /** A token for a device, of those that are valid now. */
  public String device(Device device, Duration lifetime) {
    return sign(new TokenSubject.Device(device.identity()), device.tokensValidFrom(), lifetime)
        .text();
  }

  /**
   * A token for anyone.
   *
   * @param validFrom tokens that were issued before are void; may be up to a second ahead
   * @param lifetime from now on
   */
  public Signed sign(TokenSubject subject, Instant validFrom, Duration lifetime) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant issuedAt = now.isBefore(validFrom) ? validFrom : now;
    Instant expiresAt = issuedAt.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setStringClaim(TokenSubject.KIND, subject.kind());
    claims.setSubject(subject.subject());
    switch (subject) {
      case TokenSubject.Device device ->
          claims.setStringClaim(TokenSubject.GROUP, device.identity().group());
      case TokenSubject.Person _, TokenSubject.Operator _ -> {}
      case TokenSubject.Reader reader -> reader.groups().putInto(claims);
    }
    if (!(subject instanceof TokenSubject.Device)) {
      claims.setJwtId(UUID.randomUUID().toString());
    }
    claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
    TokenKeys signing = keys.get();
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signature.setKeyIdHeaderValue(signing.signingKeyId());
    signature.setHeader("typ", "JWT");
    signature.setKey(signing.signingKey());
    try {
      return new Signed(signature.getCompactSerialization(), expiresAt);
    } catch (JoseException e) {
      throw new IllegalStateException("ES256 is part of every Java", e);
    }
  }
}
