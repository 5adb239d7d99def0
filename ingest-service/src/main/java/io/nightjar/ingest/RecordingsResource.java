package io.nightjar.ingest;

import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.identity.CurrentRecorder;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.ingest.view.ProgressStream;
import io.nightjar.ingest.view.RecordingList;
import io.nightjar.ingest.view.RecordingMatches;
import io.nightjar.ingest.view.RecordingView;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The API for devices and people: recordings in, what became of them out. */
@Path("/v1/recordings")
@RunOnVirtualThread
public class RecordingsResource {
  private final CurrentCaller caller;
  private final CurrentRecorder recorder;
  private final IngestPipeline pipeline;
  private final ProgressFollowers progress;

  RecordingsResource(
      CurrentCaller caller,
      CurrentRecorder recorder,
      IngestPipeline pipeline,
      ProgressFollowers progress) {
    this.caller = caller;
    this.recorder = recorder;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /**
   * Says neither what it consumes nor what it produces, since the framework would refuse by it: a
   * camera's content type is passed over, and whatever it accepts, it gets JSON.
   */
  @POST
  @Operation(
      operationId = "uploadRecording",
      summary = "Sends a recording; its format is told by its content")
  @RequestBody(
      description =
          "The recording; or a form with it as its one file; either may be coded with gzip",
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.MULTIPART_FORM_DATA,
            schema = @Schema(type = SchemaType.OBJECT))
      })
  @Parameter(
      name = UploadHeaders.RECORDED_AT,
      in = ParameterIn.HEADER,
      description = "When it began, RFC 3339, as far as its sender knows",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Parameter(
      name = HttpHeaders.CONTENT_DISPOSITION,
      in = ParameterIn.HEADER,
      description = "What it is called there: attachment; filename=NAME",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "Repr-Digest",
      in = ParameterIn.HEADER,
      description = "SHA-256 of the recording, RFC 9530: sha-256=:BASE64:",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "Content-Digest",
      in = ParameterIn.HEADER,
      description = "SHA-256 of the body as it is sent, in the same form",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "201",
      description = "Accepted: durable, and so is that its event will be published",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Upload.class)))
  @APIResponse(
      responseCode = "200",
      description = "This device has sent this content before; nothing was stored",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Upload.class)))
  public Response upload(@Context RoutingContext routing) throws IOException, InterruptedException {
    Uploads uploads = pipeline.uploads();
    UploadHeaders headers = new UploadHeaders(routing.request().headers());
    DeviceIdentity device = recorder.device();
    Uploads.Envelope envelope = headers.envelope(device);
    try (DeviceShares.Share share =
        RateLimitedUploads.enter(pipeline.shares(), device, routing.response())) {
      InputStream body = io.nightjar.ingest.http.RequestBody.of(routing);
      return answer(recordings().asItStands(uploads.take(share.paced(body), envelope)));
    }
  }

  private static Response answer(Upload upload) {
    return Response.status(upload.duplicate() ? Response.Status.OK : Response.Status.CREATED)
        // Not by location(): that would name the host as this service sees it, behind its proxy.
        .header(HttpHeaders.LOCATION, "/v1/recordings/" + upload.recordingId())
        .type(MediaType.APPLICATION_JSON)
        .entity(upload)
        .build();
  }

  /** As the answer to an upload of the same content would be, for senders that ask before. */
  @GET
  @Path("by-digest/{sha256}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "findRecordingByDigest",
      summary = "Whether this device has sent a recording with this SHA-256")
  @APIResponse(
      responseCode = "200",
      description = "It has: sending it again would store nothing",
      content = @Content(schema = @Schema(implementation = Upload.class)))
  public Upload known(@PathParam("sha256") String sha256) throws IOException {
    return recordings().known(recorder.device(), sha256);
  }

  /** For people, who type the beginning of an id. */
  @GET
  @Path("by-prefix/{prefix}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "findRecordingsByPrefix",
      summary = "The recordings whose ids begin with some hexadecimal digits and hyphens")
  @APIResponse(
      responseCode = "200",
      description = "Those of them that the caller may read; an empty list if there are none",
      content = @Content(schema = @Schema(implementation = RecordingMatches.class)))
  public RecordingMatches beginning(@PathParam("prefix") String prefix)
      throws IOException, InterruptedException {
    return recordings().beginning(caller.get(), prefix);
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listRecordings",
      summary = "Recordings by the time at which they began, page by page")
  @APIResponse(
      responseCode = "200",
      description = "A page, and the cursor of the next one",
      content = @Content(schema = @Schema(implementation = RecordingList.class)))
  public RecordingList list(@BeanParam ListingParameters parameters)
      throws IOException, InterruptedException {
    return recordings().list(parameters.of(caller.get()));
  }

  @GET
  @Path("{id}/events")
  @Produces(ProgressStream.MEDIA_TYPE)
  @Operation(
      operationId = "followRecording",
      summary = "A recording's progress as server-sent events, from received to its end")
  @Parameter(
      name = "Last-Event-ID",
      in = ParameterIn.HEADER,
      description = "The id of the last event that was heard: what follows it is told",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "200",
      description = "Events received, stage, and end, with the timeline's steps as JSON",
      content =
          @Content(
              mediaType = ProgressStream.MEDIA_TYPE,
              schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "204", description = "All was told, and nothing more is expected")
  public Response events(
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID") Optional<String> lastEventId,
      @Context RoutingContext routing)
      throws IOException {
    Recordings recordings = recordings();
    Caller reader = caller.get();
    RecordingView first = recordings.view(reader, id); // refuses here what would break the stream
    return progress.follow(
        ProgressStream.Source.after(first, () -> recordings.view(reader, id)),
        lastEventId,
        routing);
  }

  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getRecording", summary = "A recording, its outcome, and its artefacts")
  @APIResponse(
      responseCode = "200",
      description = "The recording as it stands now",
      content = @Content(schema = @Schema(implementation = RecordingView.class)))
  public RecordingView recording(@PathParam("id") String id) throws IOException {
    return recordings().view(caller.get(), id);
  }

  private Recordings recordings() {
    return pipeline.recordings();
  }
}
