package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only callers with a valid token through to the API, but for what is open to all. */
final class Authentication {
  /** Cameras of the field send their token with the second one. */
  private static final Pattern HEADER =
      Pattern.compile("(?:Bearer|JWT) +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private final OwnTokens tokens;
  private final RegisteredCallers callers;
  private final CurrentCaller caller;

  Authentication(OwnTokens tokens, RegisteredCallers callers, CurrentCaller caller) {
    this.tokens = tokens;
    this.callers = callers;
    this.caller = caller;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request, ResourceInfo resource) throws IOException {
    if (resource.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
      return;
    }
    caller.is(callers.of(tokens.verify(token(request))));
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
