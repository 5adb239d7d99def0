package io.nightjar.ingest;

import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.upload.ReprDigest;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.ingest.view.RecordingView;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.event.TraceContext;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The API for devices and people: recordings in, what became of them out. */
@Path("/v1/recordings")
@RunOnVirtualThread
@APIResponse(
    responseCode = "4XX",
    description = "The caller's fault; sending the same again does not help",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
    responseCode = "503",
    description = "A passing fault; try again after Retry-After",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class RecordingsResource {
  private static final String REPR_DIGEST = "Repr-Digest";

  private final Caller caller;
  private final IngestPipeline pipeline;

  RecordingsResource(Caller caller, IngestPipeline pipeline) {
    this.caller = caller;
    this.pipeline = pipeline;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Sends a recording; its format is told by its content")
  @APIResponse(
      responseCode = "201",
      description = "Accepted: durable, and its event is published",
      content = @Content(schema = @Schema(implementation = Upload.class)))
  @APIResponse(
      responseCode = "200",
      description = "This device has sent this content before; nothing was stored",
      content = @Content(schema = @Schema(implementation = Upload.class)))
  public Response upload(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Parameter(hidden = true) @Nullable Long length,
      @HeaderParam(REPR_DIGEST)
          @Parameter(description = "SHA-256 of the body, RFC 9530: sha-256=:BASE64:")
          @Nullable String digest,
      @HeaderParam(TraceContext.HEADER) @Parameter(hidden = true) @Nullable String traceparent)
      throws IOException, InterruptedException {
    Uploads.Envelope envelope =
        new Uploads.Envelope(
            caller.device(),
            length == null ? OptionalLong.empty() : OptionalLong.of(length),
            Optional.ofNullable(digest).flatMap(ReprDigest::sha256),
            Optional.ofNullable(traceparent)
                .flatMap(TraceContext::parse)
                .map(TraceContext::next)
                .orElseGet(TraceContext::begin));
    Upload upload = pipeline.uploads().take(body, envelope);
    return Response.status(upload.duplicate() ? Response.Status.OK : Response.Status.CREATED)
        .location(URI.create("/v1/recordings/" + upload.recordingId()))
        .entity(upload)
        .build();
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "A recording, its outcome, and its artefacts")
  @APIResponse(
      responseCode = "200",
      description = "The recording as it stands now",
      content = @Content(schema = @Schema(implementation = RecordingView.class)))
  public RecordingView recording(@PathParam("id") String id) throws IOException {
    return recordings().view(caller.device(), id);
  }

  @GET
  @Path("{id}/artefacts/{stage}/{name}")
  @Operation(summary = "An artefact, or a range of it")
  @APIResponse(responseCode = "200", description = "All of it")
  @APIResponse(responseCode = "206", description = "The range that was asked for")
  @APIResponse(responseCode = "304", description = "It is what the caller has already")
  public Response artefact(
      @PathParam("id") String id,
      @PathParam("stage") String stage,
      @PathParam("name") String name,
      @HeaderParam("Range") @Nullable String range,
      @HeaderParam("If-Range") @Parameter(hidden = true) @Nullable String ifRange,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(hidden = true) @Nullable String have)
      throws IOException {
    ArtefactResponse response =
        new ArtefactResponse(
            pipeline.store(), recordings().artefact(caller.device(), id, stage, name));
    return response.to(
        Optional.ofNullable(range), Optional.ofNullable(ifRange), Optional.ofNullable(have));
  }

  /** Without it the framework would call the GET method, and never close what that opens. */
  @HEAD
  @Path("{id}/artefacts/{stage}/{name}")
  @Operation(hidden = true)
  public Response artefactHead(
      @PathParam("id") String id, @PathParam("stage") String stage, @PathParam("name") String name)
      throws IOException {
    return new ArtefactResponse(
            pipeline.store(), recordings().artefact(caller.device(), id, stage, name))
        .head();
  }

  private Recordings recordings() {
    return pipeline.recordings();
  }
}
