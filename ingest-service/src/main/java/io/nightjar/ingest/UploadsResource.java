package io.nightjar.ingest;

import io.nightjar.ingest.identity.CurrentRecorder;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
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
 * Uploads that go on where they were cut off, by tus 1.0.0 or by the IETF's draft: {@link
 * UploadProtocols} tells them apart.
 */
@Path("/v1/uploads")
@RunOnVirtualThread
public class UploadsResource {
  private final CurrentRecorder recorder;
  private final IngestPipeline pipeline;

  UploadsResource(CurrentRecorder recorder, IngestPipeline pipeline) {
    this.recorder = recorder;
    this.pipeline = pipeline;
  }

  @POST
  @Operation(
      operationId = "createUpload",
      summary = "Begins an upload, perhaps with its first bytes")
  @RequestBody(
      description = "Nothing, or the first bytes of the recording",
      content = {
        @Content(
            mediaType = TusUploads.CHUNK,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.WILDCARD,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @Parameter(
      name = TusHeaders.LENGTH,
      in = ParameterIn.HEADER,
      description = "Bytes that the recording has, unless they are told later",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
  @Parameter(
      name = DraftHeaders.COMPLETE,
      in = ParameterIn.HEADER,
      description =
          "Makes it a request of the IETF's draft: ?1 if the body is all of it, ?0 if more follows",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = TusHeaders.METADATA,
      in = ParameterIn.HEADER,
      description =
          "Pairs of a key and a value in base64; sha256 is what the whole has to be, in hex",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "201",
      description = "Location is where to go on, Upload-Offset how much has come with the request",
      headers = {
        @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
        @Header(
            name = TusHeaders.OFFSET,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
      })
  public Response create(@Context RoutingContext routing) throws IOException, InterruptedException {
    return telling(routing, device -> protocol(routing).create(device, routing));
  }

  @HEAD
  @Path("{id}")
  @Operation(operationId = "getUploadOffset", summary = "How far an upload has come")
  @APIResponse(
      responseCode = "200",
      description =
          "In tus: Upload-Offset is equal to Upload-Length once the recording is accepted;"
              + " Nightjar-Recording-Id is its id",
      headers = {
        @Header(
            name = TusHeaders.OFFSET,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(
            name = TusHeaders.LENGTH,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = TusHeaders.RECORDING, schema = @Schema(type = SchemaType.STRING))
      })
  @APIResponse(
      responseCode = "204",
      description =
          "In the IETF's draft: Upload-Complete is ?1 once the recording is accepted;"
              + " Nightjar-Recording-Id is its id",
      headers = {
        @Header(
            name = TusHeaders.OFFSET,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(
            name = TusHeaders.LENGTH,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = TusHeaders.RECORDING, schema = @Schema(type = SchemaType.STRING))
      })
  public Response head(@PathParam("id") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    return protocol(routing).status(recorder.device(), id);
  }

  @PATCH
  @Path("{id}")
  @Operation(
      operationId = "appendToUpload",
      summary = "Goes on with an upload; its last byte makes it a recording")
  @RequestBody(
      description = "Bytes from Upload-Offset on",
      required = true,
      content = {
        @Content(
            mediaType = TusUploads.CHUNK,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = DraftUploads.PARTIAL,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @Parameter(
      name = TusHeaders.OFFSET,
      in = ParameterIn.HEADER,
      required = true,
      description = "Where the bytes belong; only where the upload stands is taken",
      schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
  @Parameter(
      name = DraftHeaders.COMPLETE,
      in = ParameterIn.HEADER,
      description = "In the IETF's draft: ?1 if these are the last bytes, ?0 if more follow",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "Upload-Checksum",
      in = ParameterIn.HEADER,
      description = "An algorithm and what the bytes of this request have to be, in base64",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "201",
      description = "In the IETF's draft with the last bytes: the recording, as by a plain upload",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Upload.class)))
  @APIResponse(
      responseCode = "204",
      description = "All bytes up to Upload-Offset are safe; with the last one, the recording is",
      headers = {
        @Header(
            name = TusHeaders.OFFSET,
            schema = @Schema(type = SchemaType.INTEGER, format = "int64")),
        @Header(name = TusHeaders.EXPIRES, schema = @Schema(type = SchemaType.STRING)),
        @Header(name = TusHeaders.RECORDING, schema = @Schema(type = SchemaType.STRING))
      })
  public Response append(@PathParam("id") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    return telling(routing, device -> protocol(routing).append(device, id, routing));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "terminateUpload",
      summary = "Gives an upload up; a recording that it has become stays")
  @APIResponse(responseCode = "204", description = "It is gone")
  public Response terminate(@PathParam("id") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    return protocol(routing).terminate(recorder.device(), id);
  }

  /** Without a host: this service knows only its own name, and not that of the proxy before it. */
  static String location(RecordingId id) {
    return "/v1/uploads/" + id;
  }

  private UploadProtocol protocol(RoutingContext routing) {
    return UploadProtocols.of(routing, pipeline);
  }

  /** What is asked of a protocol. */
  @FunctionalInterface
  private interface Call {
    Response of(DeviceIdentity device) throws IOException, InterruptedException;
  }

  /** Whatever the answer, it tells what the device may still upload. */
  private Response telling(RoutingContext routing, Call call)
      throws IOException, InterruptedException {
    DeviceIdentity device = recorder.device();
    try {
      return call.of(device);
    } finally {
      AllowanceHeaders.put(routing.response(), pipeline.shares().allowance(device));
    }
  }
}
