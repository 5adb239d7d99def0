package io.nightjar.ingest;

import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.ingest.frames.FrameAnswer;
import io.nightjar.ingest.frames.FrameRange;
import io.nightjar.ingest.frames.StoredFrames;
import io.nightjar.ingest.http.AwaitedResponse;
import io.nightjar.ingest.http.Headers;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.view.EntityTags;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frames of thermal recordings as numbers, decoded while they are read. */
@Path("/v1/recordings/{id}/frames.npy")
@RunOnVirtualThread
public class FramesResource {
  private static final Logger LOG = LoggerFactory.getLogger(FramesResource.class);
  private static final String MEDIA_TYPE = "application/x-npy";
  private static final String ACCEPT_RANGES = "Accept-Ranges";

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

  /** Answers by itself: the framework would let a reader who takes nothing hold a place. */
  @GET
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
    Answer answer = new Answer(routing.response(), StoredFrames.tag(recording, range), stall);
    if (knows(routing, answer.tag)) {
      answer.notModified();
      return;
    }
    try {
      new StoredFrames(pipeline.store(), limits.thermal(), places).write(recording, range, answer);
      answer.end();
    } catch (IOException e) {
      answer.failed(e);
    } finally {
      answer.cutUnlessEnded();
    }
  }

  /** Says the size only where nothing need be decoded for it. */
  @HEAD
  @Operation(hidden = true)
  public void head(
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @Context RoutingContext routing)
      throws IOException {
    FrameRange range = FrameRange.of(from, to);
    ThermalRecording recording = pipeline.recordings().thermal(caller.get(), id);
    Answer answer = new Answer(routing.response(), StoredFrames.tag(recording, range), stall);
    if (knows(routing, answer.tag)) {
      answer.notModified();
      return;
    }
    answer.describe();
    StoredFrames.length(recording, range).ifPresent(answer::length);
    answer.end();
  }

  private static boolean knows(RoutingContext routing, String tag) {
    return Headers.value(routing.request().headers(), HttpHeaders.IF_NONE_MATCH)
        .filter(have -> EntityTags.hold(have, tag))
        .isPresent();
  }

  /** The answer to one request. */
  private static final class Answer implements FrameAnswer {
    private static final List<String> HEADERS =
        List.of(
            HttpHeaders.ETAG,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            ACCEPT_RANGES);

    private final HttpServerResponse response;
    private final String tag;
    private final AwaitedResponse body;

    Answer(HttpServerResponse response, String tag, Duration stall) {
      this.response = response;
      this.tag = tag;
      this.body = new AwaitedResponse(response, stall);
    }

    @Override
    public boolean isGone() {
      return response.closed();
    }

    @Override
    public OutputStream begin(long bytes) {
      describe();
      length(bytes);
      return body;
    }

    void describe() {
      headers();
      response
          .setStatusCode(HttpURLConnection.HTTP_OK)
          .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
          .putHeader(ACCEPT_RANGES, "none");
    }

    void length(long bytes) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(bytes));
    }

    void notModified() throws IOException {
      headers();
      response.setStatusCode(HttpURLConnection.HTTP_NOT_MODIFIED);
      body.end();
    }

    private void headers() {
      response
          .putHeader(HttpHeaders.ETAG, tag)
          .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }

    void end() throws IOException {
      body.end();
    }

    /** Of what has not begun, the caller is told in a problem. */
    void failed(IOException why) throws IOException {
      if (!response.headWritten() && !response.closed()) {
        HEADERS.forEach(response.headers()::remove);
        throw why;
      }
      LOG.atInfo().addKeyValue("cause", String.valueOf(why)).log("An answer of frames is cut");
    }

    /** What has begun must not look whole. */
    void cutUnlessEnded() {
      if (response.headWritten() && !response.ended()) {
        response.reset();
      }
    }
  }
}
