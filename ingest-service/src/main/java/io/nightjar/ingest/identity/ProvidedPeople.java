package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.registry.People;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * People whom an OpenID Connect provider knows; the framework verifies what it signed. Thread-safe.
 */
public final class ProvidedPeople {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final boolean configured;
  private final String claim;
  private final Optional<String> operatorRole;
  private final OidcAuthenticationMechanism mechanism;
  private final IdentityProviderManager providers;

  /**
   * Asks the framework.
   *
   * @param configured whether there is a provider at all
   * @param claim that names a person
   * @param operatorRole whose bearers are operators
   */
  public ProvidedPeople(
      boolean configured,
      String claim,
      Optional<String> operatorRole,
      OidcAuthenticationMechanism mechanism,
      IdentityProviderManager providers) {
    this.configured = configured;
    this.claim = claim;
    this.operatorRole = operatorRole;
    this.mechanism = mechanism;
    this.providers = providers;
  }

  /**
   * Whom a token was given to.
   *
   * @param name as the registry knows them
   * @param operator whether their provider says that they run the whole
   */
  record Provided(String name, boolean operator) {}

  boolean configured() {
    return configured;
  }

  /**
   * The person whose token a request bears.
   *
   * @throws ProblemException {@code token-invalid} if it is forged, expired or names nobody
   * @throws IOException if the provider can't be reached, which says nothing of the token
   */
  Provided verify(RoutingContext routing) throws IOException {
    SecurityIdentity identity;
    try {
      identity = mechanism.authenticate(routing, providers).await().atMost(PATIENCE);
    } catch (AuthenticationFailedException e) {
      if (isOutage(e)) {
        throw new IOException("the provider of people's identity can't be reached", e);
      }
      throw new ProblemException(
          ProblemCode.TOKEN_INVALID, "the token is not of the provider, or not valid now", e);
    } catch (TimeoutException e) {
      throw new IOException("the provider of people's identity does not answer", e);
    } catch (RuntimeException e) {
      throw new IOException("the provider of people's identity can't be asked", e);
    }
    String name =
        Optional.ofNullable(identity)
            .flatMap(this::name)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.TOKEN_INVALID, "the token has no claim " + claim));
    boolean operator = operatorRole.filter(identity::hasRole).isPresent();
    return new Provided(People.PROVIDED + name, operator);
  }

  private Optional<String> name(SecurityIdentity identity) {
    @Nullable Object value =
        identity.getPrincipal() instanceof JsonWebToken token
            ? token.getClaim(claim)
            : identity.getAttribute(claim);
    return Optional.ofNullable(value).map(Objects::toString).filter(text -> !text.isBlank());
  }

  /** The framework tells a wrong token and a provider that is away by the cause alone. */
  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof io.quarkus.oidc.OIDCException || cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
