package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets only callers with a valid token through to the API, but for what is open to all. A token
 * that names this service's own issuer is looked at here, every other one is the business of the
 * people's provider, if there is one.
 */
final class Authentication {
  /** Cameras of the field send their token with the second one. */
  private static final Pattern HEADER =
      Pattern.compile("(?:Bearer|JWT) +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private final OwnTokens tokens;
  private final ProvidedPeople provided;
  private final RegisteredCallers callers;
  private final CurrentCaller caller;

  Authentication(
      OwnTokens tokens, ProvidedPeople provided, RegisteredCallers callers, CurrentCaller caller) {
    this.tokens = tokens;
    this.provided = provided;
    this.callers = callers;
    this.caller = caller;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request, ResourceInfo resource, RoutingContext routing)
      throws IOException {
    if (resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
      return;
    }
    String token = token(request);
    caller.is(
        provided.configured() && !tokens.claims(token)
            ? callers.of(provided.verify(routing))
            : callers.of(tokens.verify(token)));
  }

  private static String token(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .map(header -> header.group(1))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.TOKEN_MISSING, "send the header Authorization: Bearer TOKEN"));
  }
}
