package io.nightjar.ingest;

import io.nightjar.ingest.archive.OpenArchive;
import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.http.LineResponse;
import io.nightjar.ingest.identity.CurrentRecorder;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.scratch.ScratchSpace;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Many recordings in one upload. */
@Path("/v1/archives")
@RunOnVirtualThread
public class ArchivesResource {
  private static final String LINES = "application/x-ndjson";

  private final CurrentRecorder recorder;
  private final IngestPipeline pipeline;
  private final HttpConfig http;
  private final ScratchSpace scratch;

  ArchivesResource(
      CurrentRecorder recorder, IngestPipeline pipeline, HttpConfig http, ScratchSpace scratch) {
    this.recorder = recorder;
    this.pipeline = pipeline;
    this.http = http;
    this.scratch = scratch;
  }

  /** Answers by itself, since the first members have their lines before the last has come. */
  @POST
  @Operation(
      operationId = "uploadArchive",
      summary = "Sends many recordings in one archive; each is taken as if it had come alone",
      description =
          "ZIP, tar, tar.gz or tar.zst, told by its content. The answer has a line for each member"
              + " as it is done, and a summary as its last line; without that, it was cut.")
  @RequestBody(
      description = "The archive; or a form with it as its one file",
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
      name = "Repr-Digest",
      in = ParameterIn.HEADER,
      description = "SHA-256 of the archive, RFC 9530: sha-256=:BASE64:; checked at its end",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(
      responseCode = "200",
      description =
          "One JSON object a line: an ArchiveMember for each member, with its outcome, and an"
              + " ArchiveSummary at the end",
      // Clients would take a document here for the whole; these lines they give as they are.
      content =
          @Content(
              mediaType = LINES,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public void upload(@Context RoutingContext routing) throws IOException, InterruptedException {
    DeviceIdentity device = recorder.device();
    Uploads.Envelope envelope = new UploadHeaders(routing.request().headers()).envelope(device);
    try (DeviceShares.Share share =
            RateLimitedUploads.enter(pipeline.shares(), device, routing.response());
        OpenArchive archive =
            pipeline
                .archives()
                .open(io.nightjar.ingest.http.RequestBody.of(routing), envelope, share);
        LineResponse response = LineResponse.begin(routing, LINES, scratch, http.bodyPause())) {
      archive.takeAll(line -> response.line(Json.bytes(line)));
      response.end();
    }
  }
}
