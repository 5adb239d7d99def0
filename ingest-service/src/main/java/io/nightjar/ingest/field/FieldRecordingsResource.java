package io.nightjar.ingest.field;

import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.http.RequestBody;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.identity.CurrentRecorder;
import io.nightjar.ingest.identity.Recorders;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Packaging;
import io.nightjar.ingest.upload.PromisedDigests;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.trace.TraceContext;
import io.nightjar.registry.Device;
import io.nightjar.registry.Registry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** Uploads of cameras of the field. */
@Path("/api/v1/recordings")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class FieldRecordingsResource {
  private final CurrentCaller caller;
  private final CurrentRecorder recorder;
  private final Recorders recorders;
  private final Supplier<Registry> registry;
  private final Supplier<Uploads> uploads;
  private final DeviceShares shares;

  FieldRecordingsResource(
      CurrentCaller caller,
      CurrentRecorder recorder,
      Recorders recorders,
      Supplier<Registry> registry,
      Supplier<Uploads> uploads,
      DeviceShares shares) {
    this.caller = caller;
    this.recorder = recorder;
    this.recorders = recorders;
    this.registry = registry;
    this.uploads = uploads;
    this.shares = shares;
  }

  @POST
  @Operation(
      operationId = "fieldUpload",
      summary = "Takes a recording of the device that calls: a form with data and file")
  @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "file",
                      properties = {
                        @SchemaProperty(
                            name = "data",
                            type = SchemaType.STRING,
                            description = "JSON; fileHash in it is checked"),
                        @SchemaProperty(name = "file", type = SchemaType.STRING, format = "binary")
                      })))
  public FieldAnswers.Uploaded upload(@Context RoutingContext routing)
      throws IOException, InterruptedException {
    return take(routing, recorder.device());
  }

  @POST
  @Path("device/{deviceId}")
  @Operation(
      operationId = "fieldUploadForDevice",
      summary = "Takes a recording of a device, which the caller may speak for")
  @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "file",
                      properties = {
                        @SchemaProperty(
                            name = "data",
                            type = SchemaType.STRING,
                            description = "JSON; fileHash in it is checked"),
                        @SchemaProperty(name = "file", type = SchemaType.STRING, format = "binary")
                      })))
  public FieldAnswers.Uploaded uploadFor(
      @PathParam("deviceId") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    DeviceIdentity named =
        registry
            .get()
            .devices()
            .find(number(id))
            .map(Device::identity)
            .orElseThrow(
                () -> new ProblemException(ProblemCode.DEVICE_NOT_FOUND, "no device " + id));
    return take(routing, recorders.of(caller.get(), named));
  }

  @POST
  @Path("device/{deviceName}/group/{group}")
  @Operation(
      operationId = "fieldUploadForNamedDevice",
      summary = "Takes a recording of a device of a group, which the caller may speak for")
  @org.eclipse.microprofile.openapi.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema =
                  @Schema(
                      type = SchemaType.OBJECT,
                      requiredProperties = "file",
                      properties = {
                        @SchemaProperty(
                            name = "data",
                            type = SchemaType.STRING,
                            description = "JSON; fileHash in it is checked"),
                        @SchemaProperty(name = "file", type = SchemaType.STRING, format = "binary")
                      })))
  public FieldAnswers.Uploaded uploadFor(
      @PathParam("deviceName") String device,
      @PathParam("group") String group,
      @Context RoutingContext routing)
      throws IOException, InterruptedException {
    return take(routing, recorders.of(caller.get(), FieldSessionResource.identity(group, device)));
  }

  private FieldAnswers.Uploaded take(RoutingContext routing, DeviceIdentity device)
      throws IOException, InterruptedException {
    Uploads pipeline = uploads.get();
    String contentType =
        Optional.ofNullable(routing.request().getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
    Upload upload;
    try (DeviceShares.Share share = shares.enter(device)) {
      FieldForm form = FieldForm.open(share.paced(RequestBody.of(routing)), contentType);
      upload =
          pipeline.take(
              form,
              new Uploads.Envelope(
                  device,
                  OptionalLong.empty(),
                  Packaging.NONE,
                  form,
                  PromisedDigests.NONE,
                  TraceContext.current()));
    }
    long number = registry.get().recordingNumbers().of(upload.recordingId());
    return FieldAnswers.Uploaded.of(number, upload.duplicate());
  }

  /** An id of 53 bits. */
  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProblemException(ProblemCode.DEVICE_NOT_FOUND, "no device " + text);
    }
  }
}
