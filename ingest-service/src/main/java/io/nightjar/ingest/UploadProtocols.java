package io.nightjar.ingest;

import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemMappers;
import io.nightjar.ingest.resumable.ChunkChecksum;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Which protocol a request for resumable uploads speaks, and what the protocols ask of every
 * request and answer, before and after what its routes do. {@code Tus-Resumable} makes it tus.
 */
final class UploadProtocols {
  static final String ACCEPT_PATCH = "Accept-Patch";

  private static final String PATH = "/v1/uploads";
  private static final String VERSION = "1.0.0";
  private static final String VERSIONS = "Tus-Version";
  private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final String EXTENSIONS =
      "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination";

  private final IngestPipeline pipeline;

  UploadProtocols(IngestPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** The protocol of a request that this has let in. */
  static UploadProtocol of(RoutingContext request, IngestPipeline pipeline) {
    return request.request().headers().contains(TusHeaders.RESUMABLE)
        ? new TusUploads(pipeline.resumable())
        : new DraftUploads(pipeline.resumable(), pipeline.recordings());
  }

  /** Anyone may ask what is offered; everybody else says what they speak. */
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
    boolean speaksOne =
        isTus(request)
            ? VERSION.equals(request.getHeaderString(TusHeaders.RESUMABLE))
            : isDraft(request);
    return speaksOne ? Optional.empty() : Optional.of(versionMismatch());
  }

  @ServerResponseFilter
  void leave(ContainerRequestContext request, ContainerResponseContext response) {
    if (concerns(request) && (isTus(request) || !isDraft(request))) {
      response.getHeaders().putSingle(TusHeaders.RESUMABLE, VERSION);
    }
  }

  private Response capabilities() {
    return Response.noContent()
        .header(VERSIONS, VERSION)
        .header("Tus-Extension", EXTENSIONS)
        .header("Tus-Max-Size", pipeline.largestUpload())
        .header("Tus-Checksum-Algorithm", ChunkChecksum.algorithms())
        .header(ACCEPT_PATCH, DraftUploads.PARTIAL + ", " + TusUploads.CHUNK)
        .header(
            DraftHeaders.LIMIT,
            DraftUploads.limit(pipeline.largestUpload(), Optional.of(pipeline.uploadLife())))
        .build();
  }

  private static Response versionMismatch() {
    Response problem =
        ProblemMappers.response(
            Problem.of(
                ProblemCode.PROTOCOL_VERSION,
                "send Tus-Resumable: "
                    + VERSION
                    + ", or Upload-Complete as the IETF's draft has it"));
    return Response.fromResponse(problem).header(VERSIONS, VERSION).build();
  }

  private static boolean isTus(ContainerRequestContext request) {
    return request.getHeaderString(TusHeaders.RESUMABLE) != null;
  }

  /** The draft has no header of its own where it asks how far an upload has come, or ends it. */
  private static boolean isDraft(ContainerRequestContext request) {
    return switch (request.getMethod()) {
      case HttpMethod.HEAD, HttpMethod.DELETE -> true;
      case HttpMethod.PATCH -> saysComplete(request) || isPartial(request);
      default -> saysComplete(request);
    };
  }

  private static boolean saysComplete(ContainerRequestContext request) {
    String value = request.getHeaderString(DraftHeaders.COMPLETE);
    return value != null && StructuredItem.bool(value).isPresent();
  }

  private static boolean isPartial(ContainerRequestContext request) {
    String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(DraftUploads.PARTIAL);
  }

  private static boolean concerns(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    String absolute = path.startsWith("/") ? path : "/" + path;
    return absolute.equals(PATH) || absolute.startsWith(PATH + "/");
  }
}
