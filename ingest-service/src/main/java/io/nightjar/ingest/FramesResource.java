package io.nightjar.ingest;

import io.nightjar.ingest.frames.Around;
import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.ingest.frames.FrameForm;
import io.nightjar.ingest.frames.FrameRange;
import io.nightjar.ingest.frames.SingleFrames;
import io.nightjar.ingest.frames.StoredFrames;
import io.nightjar.ingest.http.AcceptedTypes;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The frames of thermal recordings, decoded while they are read. */
@Path("/v1/recordings")
@RunOnVirtualThread
public class FramesResource {
  private static final String NPY = "application/x-npy";

  private final CurrentCaller caller;
  private final IngestPipeline pipeline;
  private final Limits limits;
  private final DecodingPlaces places;
  private final Duration stall;

  FramesResource(
      CurrentCaller caller,
      IngestPipeline pipeline,
      Limits limits,
      DecodingPlaces places,
      FramesConfig config) {
    this.caller = caller;
    this.pipeline = pipeline;
    this.limits = limits;
    this.places = places;
    this.stall = config.stall();
  }

  @GET
  @Path("{id}/frames.npy")
  @Operation(
      operationId = "getFrames",
      summary = "The frames of a thermal recording as an array for NumPy",
      description =
          "Format version 1.0, unsigned 16 bits, C order, shape (time, row, column). Frames are"
              + " numbered from 0, background frames included; of a damaged recording these are"
              + " the readable ones.")
  public void frames(
      @PathParam("id") String id,
      @Parameter(
              description = "The first frame, 0 if absent",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @QueryParam("from")
          @Nullable String from,
      @Parameter(
              description = "The first one that is not wanted any more; all are, if absent",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @QueryParam("to")
          @Nullable String to,
      @Context RoutingContext routing)
      throws IOException, InterruptedException {
    FrameRange range = FrameRange.of(from, to);
    ThermalRecording recording = pipeline.recordings().thermal(caller.get(), id);
    StoredFrames frames = new StoredFrames(pipeline.store(), limits.thermal(), places);
    array(routing, recording, range).give(answer -> frames.write(recording, range, answer));
  }

  /** Says the size only where nothing need be decoded for it. */
  @HEAD
  @Path("{id}/frames.npy")
  @Operation(hidden = true)
  public void head(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @Context RoutingContext routing)
      throws IOException {
    FrameRange range = FrameRange.of(from, to);
    ThermalRecording recording = pipeline.recordings().thermal(caller.get(), id);
    array(routing, recording, range).describe(StoredFrames.length(recording, range));
  }

  private StreamedAnswer array(
      RoutingContext routing, ThermalRecording recording, FrameRange range) {
    return new StreamedAnswer(routing, StoredFrames.tag(recording, range), NPY, stall);
  }

  /** Answers HEAD, too: whether there is such a frame is told only by looking for it. */
  @GET
  @Path("{id}/frames/{k}")
  @Operation(
      operationId = "getFrame",
      summary = "One frame of a thermal recording, as a picture or as numbers",
      description =
          "Accept chooses the form: image/png is a picture in a palette, image/png;depth=16 the"
              + " sensor's counts as 16-bit grey, application/octet-stream the counts alone, row by"
              + " row, unsigned 16 bits, little-endian. A picture where it says nothing.")
  public void frame(
      @PathParam("id") String id,
      @Parameter(
              description = "The number of the frame, from 0, background frames included",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @PathParam("k")
          String number,
      @Parameter(
              description = "The colours of a picture; inferno if absent",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"viridis", "inferno", "magma", "plasma", "cividis", "grey"}))
          @QueryParam("palette")
          @Nullable String palette,
      @Parameter(
              description =
                  "x,y,width,height of a box in pixels of the frame: a close-up of what is there,"
                      + " as the thumbnails' are; of a picture in colours only",
              schema = @Schema(type = SchemaType.STRING, examples = "70,52,20,16"))
          @QueryParam("around")
          @Nullable String around,
      @Parameter(
              description =
                  "With around: the longest side of the close-up in pixels, 320 if absent",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "8", maximum = "1024"))
          @QueryParam("size")
          @Nullable String size,
      @Context RoutingContext routing)
      throws IOException, InterruptedException {
    int frame = FrameRange.number("the frame", number);
    FrameForm form =
        FrameForm.of(
            AcceptedTypes.of(routing), Optional.ofNullable(palette), Around.of(around, size));
    ThermalRecording recording = pipeline.recordings().thermal(caller.get(), id);
    SingleFrames.require(recording, frame);
    SingleFrames frames = new SingleFrames(pipeline.store(), limits.thermal(), places);
    new StreamedAnswer(routing, SingleFrames.tag(recording, frame, form), form.mediaType(), stall)
        .negotiated()
        .give(answer -> frames.write(recording, frame, form, answer));
  }
}
