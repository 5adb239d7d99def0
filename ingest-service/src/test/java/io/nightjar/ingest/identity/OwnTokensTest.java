package io.nightjar.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.registry.token.TokenKeys;
import io.nightjar.registry.token.TokenSigner;
import io.nightjar.registry.token.TokenSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of tokens; only the clock is none of the machine's. */
class OwnTokensTest {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** {@code exp} is forgiven 30 s, as clocks differ. */
  private static final Duration FORGIVEN = LIFETIME.plusSeconds(30);

  private final AtomicReference<TokenKeys> keys = new AtomicReference<>(TokenKeys.generate());
  private final Instant start = Instant.ofEpochSecond(Instant.now().getEpochSecond());
  private final AtomicReference<Instant> now = new AtomicReference<>(start);
  private final InstantSource clock = now::get;
  private final OwnTokens tokens = new OwnTokens(keys::get, TokenSigner.ISSUER, clock);
  private final TokenSubject operator = new TokenSubject.Operator("ada");
  private String token = "";

  @BeforeEach
  void aTokenThatIsKnown() {
    token =
        new TokenSigner(keys::get, TokenSigner.ISSUER, clock)
            .sign(operator, start, LIFETIME)
            .text();
    tokens.verify(token);
  }

  @Test
  void aKnownTokenSaysTheSameAgain() {
    OwnTokens.Genuine again = tokens.verify(token);

    assertThat(again.subject()).isEqualTo(operator);
    assertThat(again.issuedAt()).isEqualTo(start);
    assertThat(tokens.claims(token)).isTrue();
  }

  @Test
  void aKnownTokenIsGoodUntilItExpires() {
    now.set(start.plus(FORGIVEN).minusMillis(1));

    assertThat(tokens.verify(token).subject()).isEqualTo(operator);
  }

  @Test
  void aKnownTokenExpires() {
    now.set(start.plus(FORGIVEN));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> tokens.verify(token))
        .withMessageContaining("expired");
  }

  @Test
  void aKnownTokenIsForgottenWithTheKeyThatSignedIt() {
    keys.set(TokenKeys.generate());

    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tokens.verify(token));
  }

  @Test
  void aTokenWithAnotherSignatureIsNotTheKnownOne() {
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86);

    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tokens.verify(forged));
  }
}
