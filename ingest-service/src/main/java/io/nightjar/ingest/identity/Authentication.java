package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only devices with a valid token through to the API. */
final class Authentication {
  private static final String SCHEME = "bearer ";

  private final DeviceTokens tokens;
  private final Caller caller;

  Authentication(DeviceTokens tokens, Caller caller) {
    this.tokens = tokens;
    this.caller = caller;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new ProblemException(
          ProblemCode.TOKEN_MISSING, "send the header Authorization: Bearer TOKEN");
    }
    caller.is(tokens.verify(header.substring(SCHEME.length()).strip()));
  }
}
