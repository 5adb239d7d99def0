package io.nightjar.ingest;

import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.resumable.Chunk;
import io.nightjar.ingest.resumable.ResumableUploads;
import io.nightjar.ingest.resumable.UploadStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Uploads that go on where they were cut off: tus 1.0.0, of which {@link TusProtocol} does what
 * every request needs.
 */
@Path("/v1/uploads")
@RunOnVirtualThread
@APIResponse(
    responseCode = "4XX",
    description = "The caller's fault; the code says what to do",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
    responseCode = "503",
    description = "A passing fault; try again after Retry-After",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class UploadsResource {
  private static final String CHUNK = "application/offset+octet-stream";
  private static final String OFFSET = "Upload-Offset";
  private static final String LENGTH = "Upload-Length";
  private static final String METADATA = "Upload-Metadata";
  private static final String EXPIRES = "Upload-Expires";
  private static final String RECORDING = "Nightjar-Recording-Id";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final CurrentCaller caller;
  private final IngestPipeline pipeline;

  UploadsResource(CurrentCaller caller, IngestPipeline pipeline) {
    this.caller = caller;
    this.pipeline = pipeline;
  }

  @POST
  @Operation(summary = "Begins an upload, perhaps with its first bytes")
  @RequestBody(
      description = "Nothing, or the first bytes of the recording",
      content =
          @Content(
              mediaType = CHUNK,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @Parameter(
      name = LENGTH,
      in = ParameterIn.HEADER,
      required = true,
      description = "Bytes that the recording has",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
  @Parameter(
      name = METADATA,
      in = ParameterIn.HEADER,
      description =
          "Pairs of a key and a value in base64; sha256 is what the whole has to be, in hex",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "201",
      description = "Location is where to go on, Upload-Offset how much has come with the request",
      headers = {
        @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
        @Header(name = OFFSET, schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
      })
  public Response create(@Context RoutingContext routing) throws IOException, InterruptedException {
    TusHeaders headers = new TusHeaders(routing.request().headers());
    boolean withBytes = headers.announcesBody();
    if (withBytes) {
      headers.requireType(CHUNK);
    }
    UploadStatus status =
        telling(
            routing,
            uploads ->
                withBytes
                    ? uploads.create(
                        caller.device(),
                        headers.newLength(),
                        headers.metadata(),
                        chunk(routing, headers, 0))
                    : uploads.create(caller.device(), headers.newLength(), headers.metadata()));
    // Not by location(): that would name the host as this service sees it, behind its proxy.
    return progress(Response.status(Response.Status.CREATED), status)
        .header(HttpHeaders.LOCATION, "/v1/uploads/" + status.id())
        .build();
  }

  @HEAD
  @Path("{id}")
  @Operation(summary = "How far an upload has come")
  @APIResponse(
      responseCode = "200",
      description =
          "Upload-Offset is equal to Upload-Length once the recording is accepted;"
              + " Nightjar-Recording-Id is its id",
      headers = {
        @Header(name = OFFSET, schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = LENGTH, schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = RECORDING, schema = @Schema(type = SchemaType.STRING))
      })
  public Response head(@PathParam("id") String id) throws IOException, InterruptedException {
    UploadStatus status = pipeline.resumable().status(caller.device(), id);
    Response.ResponseBuilder response =
        progress(Response.ok(), status)
            .header(LENGTH, status.length())
            .header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!status.metadata().isEmpty()) {
      response.header(METADATA, status.metadata());
    }
    return response.build();
  }

  @PATCH
  @Path("{id}")
  @Operation(summary = "Goes on with an upload; its last byte makes it a recording")
  @RequestBody(
      description = "Bytes from Upload-Offset on",
      required = true,
      content =
          @Content(
              mediaType = CHUNK,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @Parameter(
      name = OFFSET,
      in = ParameterIn.HEADER,
      required = true,
      description = "Where the bytes belong; only where the upload stands is taken",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
  @Parameter(
      name = "Upload-Checksum",
      in = ParameterIn.HEADER,
      description = "An algorithm and what the bytes of this request have to be, in base64",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "204",
      description = "All bytes up to Upload-Offset are safe; with the last one, the recording is",
      headers = {
        @Header(name = OFFSET, schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = EXPIRES, schema = @Schema(type = SchemaType.STRING)),
        @Header(name = RECORDING, schema = @Schema(type = SchemaType.STRING))
      })
  public Response append(@PathParam("id") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    TusHeaders headers = new TusHeaders(routing.request().headers());
    headers.requireType(CHUNK);
    UploadStatus status =
        telling(
            routing,
            uploads ->
                uploads.append(caller.device(), id, chunk(routing, headers, headers.offset())));
    return progress(Response.noContent(), status).build();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Gives an upload up; a recording that it has become stays")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Response terminate(@PathParam("id") String id) throws IOException, InterruptedException {
    pipeline.resumable().terminate(caller.device(), id);
    return Response.noContent().build();
  }

  /** What is asked of the uploads. */
  @FunctionalInterface
  private interface Call {
    UploadStatus on(ResumableUploads uploads) throws IOException, InterruptedException;
  }

  /** Whatever the answer, it tells what the device may still upload. */
  private UploadStatus telling(RoutingContext routing, Call call)
      throws IOException, InterruptedException {
    try {
      return call.on(pipeline.resumable());
    } finally {
      AllowanceHeaders.put(routing.response(), pipeline.shares().allowance(caller.device()));
    }
  }

  private static Chunk chunk(RoutingContext routing, TusHeaders headers, long offset) {
    return new Chunk(
        offset,
        headers.bodyLength(),
        headers.checksum(),
        io.nightjar.ingest.http.RequestBody.of(routing));
  }

  private static Response.ResponseBuilder progress(
      Response.ResponseBuilder response, UploadStatus status) {
    response.header(OFFSET, status.offset());
    status.expiresAt().map(HTTP_DATE::format).ifPresent(at -> response.header(EXPIRES, at));
    status.recordingId().ifPresent(id -> response.header(RECORDING, id.toString()));
    return response;
  }
}
