package io.nightjar.ingest.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.Names;
import io.nightjar.registry.token.TokenKeys;
import io.nightjar.registry.token.TokenSubject;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;

/** Verifies the tokens that this service, or who has its keys, has signed. Thread-safe. */
public final class OwnTokens {
  private static final int CLOCK_SKEW_SECONDS = 30;

  private static final String EXPIRED = "the token has expired";

  /** Those of a fleet that sends now and then; each takes about half a KiB. */
  private static final int MOST_KNOWN = 10_000;

  /** Reads claims, of tokens that are verified elsewhere or that nothing is believed of. */
  private static final JwtConsumer UNVERIFIED =
      new JwtConsumerBuilder()
          .setSkipSignatureVerification()
          .setDisableRequireSignature()
          .setSkipAllValidators()
          .build();

  private final Supplier<TokenKeys> keys;
  private final String issuer;
  private final InstantSource clock;
  private volatile Verifier verifier;

  /**
   * Verifies with the keys that are given at the time.
   *
   * @param issuer whom tokens must name
   * @param clock tells when a token that was verified before has expired
   */
  public OwnTokens(Supplier<TokenKeys> keys, String issuer, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
    this.verifier = new Verifier(keys.get(), issuer);
  }

  /**
   * What a token says that is genuine and of this time.
   *
   * @param id by which it is revoked; tokens of devices, and old ones, have none
   */
  record Genuine(TokenSubject subject, Optional<String> id, Instant issuedAt) {}

  /**
   * A token that was found genuine, so that its signature is checked once and not with each
   * request, of which it would be a tenth.
   *
   * @param expiresAt when nothing is believed of it any more
   */
  private record Known(Genuine genuine, Instant expiresAt) {}

  /** The framework's parser reads its keys once; what was verified with others is not known. */
  private record Verifier(TokenKeys keys, JWTParser parser, Cache<String, Known> known) {
    Verifier(TokenKeys keys, String issuer) {
      this(
          keys,
          new DefaultJWTParser(context(keys, issuer)),
          Caffeine.newBuilder().maximumSize(MOST_KNOWN).build());
    }

    private static JWTAuthContextInfo context(TokenKeys keys, String issuer) {
      JWTAuthContextInfo context = new JWTAuthContextInfo();
      context.setPublicKeyContent(keys.publicJson());
      context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
      context.setIssuedBy(issuer);
      context.setClockSkew(CLOCK_SKEW_SECONDS);
      return context;
    }
  }

  /** Whether a token says of itself that it is one of these, which is believed of nothing else. */
  boolean claims(String token) {
    if (verifier().known().getIfPresent(token) != null) {
      return true;
    }
    try {
      return issuer.equals(UNVERIFIED.processToClaims(token).getIssuer());
    } catch (InvalidJwtException | MalformedClaimException e) {
      return false;
    }
  }

  /**
   * Reads a token.
   *
   * @throws ProblemException {@code token-invalid} if it is forged, expired or malformed
   */
  Genuine verify(String token) {
    Verifier current = verifier();
    @Nullable Known known = current.known().getIfPresent(token);
    if (known != null) {
      if (clock.instant().isBefore(known.expiresAt())) {
        return known.genuine();
      }
      throw invalid(EXPIRED);
    }
    Known found = verify(token, current.parser());
    current.known().put(token, found);
    return found.genuine();
  }

  private static Known verify(String token, JWTParser parser) {
    try {
      JsonWebToken genuine = parser.parse(token);
      TokenSubject subject =
          TokenSubject.of(UNVERIFIED.processToClaims(genuine.getRawToken()))
              .orElseThrow(() -> invalid("the token names no device, person, operator or reader"));
      return new Known(
          new Genuine(subject, id(genuine), Instant.ofEpochSecond(genuine.getIssuedAtTime())),
          Instant.ofEpochSecond(genuine.getExpirationTime() + CLOCK_SKEW_SECONDS));
    } catch (ParseException | InvalidJwtException e) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, why(e), e);
    } catch (ClassCastException e) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, "the token's claims are malformed", e);
    }
  }

  /** One that is no name can't be revoked, so it is not let in. */
  private static Optional<String> id(JsonWebToken token) {
    @Nullable Object id = token.getClaim(TokenSubject.ID);
    if (id == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Names.checked(TokenSubject.ID, (String) id));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, "the token's id is malformed", e);
    }
  }

  private Verifier verifier() {
    TokenKeys now = keys.get();
    Verifier current = verifier;
    if (current.keys() != now) {
      current = new Verifier(now, issuer);
      verifier = current;
    }
    return current;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ProblemCode.TOKEN_INVALID, detail);
  }

  private static String why(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidJwtException invalid) {
        return why(invalid);
      }
    }
    return "this is no JSON Web Token signed with ES256 by one of our keys";
  }

  private static String why(InvalidJwtException e) {
    if (e.hasExpired()) {
      return EXPIRED;
    }
    if (e.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)) {
      return "the token's signature is not ours";
    }
    if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
      return "the token is not valid yet";
    }
    return "this is no JSON Web Token signed with ES256 by one of our keys";
  }
}
