package io.nightjar.ingest;

import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemMappers;
import io.nightjar.ingest.resumable.ChunkChecksum;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What the protocol of resumable uploads (tus 1.0.0) asks of every request and answer, before and
 * after what its routes do.
 */
final class TusProtocol {
  private static final String PATH = "/v1/uploads";
  private static final String VERSION = "1.0.0";
  private static final String RESUMABLE = "Tus-Resumable";
  private static final String VERSIONS = "Tus-Version";
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final String EXTENSIONS =
      "creation,creation-with-upload,expiration,checksum,termination";

  private final IngestPipeline pipeline;

  TusProtocol(IngestPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Anyone may ask what is offered; everybody else says which version they speak. */
  @ServerRequestFilter(preMatching = true)
  Optional<Response> enter(ContainerRequestContext request) {
    if (!concerns(request)) {
      return Optional.empty();
    }
    String override = request.getHeaderString(METHOD_OVERRIDE);
    if (override != null) {
      request.setMethod(override.strip().toUpperCase(Locale.ROOT));
    }
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      return Optional.of(capabilities());
    }
    return VERSION.equals(request.getHeaderString(RESUMABLE))
        ? Optional.empty()
        : Optional.of(versionMismatch());
  }

  @ServerResponseFilter
  void leave(ContainerRequestContext request, ContainerResponseContext response) {
    if (concerns(request)) {
      response.getHeaders().putSingle(RESUMABLE, VERSION);
    }
  }

  private Response capabilities() {
    return Response.noContent()
        .header(VERSIONS, VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Max-Size", pipeline.largestUpload())
        .header("Tus-Checksum-Algorithm", ChunkChecksum.algorithms())
        .build();
  }

  private static Response versionMismatch() {
    Response problem =
        ProblemMappers.response(
            Problem.of(ProblemCode.PROTOCOL_VERSION, "send Tus-Resumable: " + VERSION));
    return Response.fromResponse(problem).header(VERSIONS, VERSION).build();
  }

  private static boolean concerns(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    String absolute = path.startsWith("/") ? path : "/" + path;
    return absolute.equals(PATH) || absolute.startsWith(PATH + "/");
  }
}
