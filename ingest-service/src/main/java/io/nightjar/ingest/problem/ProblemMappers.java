package io.nightjar.ingest.problem;

import io.nightjar.pipeline.fault.DependencyException;
import io.nightjar.pipeline.scratch.ScratchFullException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ends a call into a problem. */
public final class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  /** The same in the form of the field's device API where it was that which was called. */
  @ServerResponseFilter
  void shape(UriInfo uri, ContainerResponseContext response) {
    String path = uri.getPath().startsWith("/") ? uri.getPath() : "/" + uri.getPath();
    if (!(response.getEntity() instanceof Problem problem)) {
      return;
    }
    if (FieldProblem.isFor(path)) {
      FieldProblem shaped = FieldProblem.of(problem);
      response.setEntity(shaped, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
      response.setStatus(shaped.statusCode());
    }
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return response(e.problem());
  }

  @ServerExceptionMapper
  Response scratch(ScratchFullException e) {
    return response(Problem.of(ProblemCode.OVERLOADED, String.valueOf(e.getMessage())));
  }

  @ServerExceptionMapper
  Response dependency(IOException e, ContainerRequestContext request) {
    if (e instanceof DependencyException fault) {
      LOG.atWarn()
          .addKeyValue("method", request.getMethod())
          .addKeyValue("dependency", fault.dependency())
          .addKeyValue("cause", fault.reason())
          .log("A dependency failed during a call");
    } else {
      LOG.atWarn().addKeyValue("method", request.getMethod()).setCause(e).log("A call broke");
    }
    String advice =
        request.getMethod().equals(HttpMethod.POST)
            ? "nothing was lost; send the recording again later"
            : "try again later";
    return response(Problem.of(ProblemCode.UNAVAILABLE, advice));
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    ProblemCode code =
        switch (status) {
          case 404 -> ProblemCode.NOT_FOUND;
          case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
          case 413 -> ProblemCode.TOO_LARGE;
          default -> status < 500 ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL_ERROR;
        };
    return response(Problem.of(code, String.valueOf(e.getMessage())).withStatus(status));
  }

  @ServerExceptionMapper
  Response defect(RuntimeException e) {
    LOG.atError().setCause(e).log("A call failed");
    return response(Problem.of(ProblemCode.INTERNAL_ERROR, "the log of the service says more"));
  }

  /** The response that says a problem. */
  public static Response response(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    problem.retryAfter().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
    if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"nightjar\"");
    }
    return response.build();
  }
}
