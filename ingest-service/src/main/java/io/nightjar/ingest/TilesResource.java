package io.nightjar.ingest;

import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.tile.StoredTiles;
import io.nightjar.ingest.tile.TileRange;
import io.nightjar.ingest.tile.TilesView;
import io.nightjar.ingest.view.EntityTags;
import io.nightjar.pipeline.event.Render;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Tiles of spectrograms, for pages that zoom; a render makes them. */
@Path("/v1/recordings")
@RunOnVirtualThread
public class TilesResource {
  private static final int MOST_DIGITS = 9;

  private final CurrentCaller caller;
  private final IngestPipeline pipeline;

  TilesResource(CurrentCaller caller, IngestPipeline pipeline) {
    this.caller = caller;
    this.pipeline = pipeline;
  }

  @GET
  @Path("{id}/tiles")
  @Operation(
      operationId = "getTiles",
      summary = "What tiles of a sound's spectrogram there are, and what their pixels mean",
      description = "They are made by a render of spectrogram.tiles with the same from and to.")
  public TilesView tiles(@PathParam("id") String id, @BeanParam TileSeconds seconds)
      throws IOException {
    return stored(id, seconds.render()).view();
  }

  @GET
  @Path("{id}/tiles/{zoom}/{x}/{y}")
  @Operation(
      operationId = "getTile",
      summary = "One tile of a sound's spectrogram",
      description =
          "x counts from the left, y from the top, each from 0. A pixel that stands for several"
              + " spectra or frequencies has the loudest of them.")
  public Response tile(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "0 is the whole spectrogram in one tile; each further one is twice as wide",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @PathParam("zoom")
          String zoom,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0")) @PathParam("x")
          String x,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0")) @PathParam("y")
          String y,
      @BeanParam TileSeconds seconds,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String have)
      throws IOException {
    int z = TileRange.number("zoom", zoom, MOST_DIGITS);
    int column = TileRange.number("x", x, MOST_DIGITS);
    int row = TileRange.number("y", y, MOST_DIGITS);
    StoredTiles tiles = stored(id, seconds.render());
    String tag = "\"" + tiles.sha256() + "-" + z + "-" + column + "-" + row + "\"";
    Response.ResponseBuilder answer =
        have != null && EntityTags.hold(have, tag)
            ? Response.notModified()
            : Response.ok(tiles.tile(z, column, row), "image/png");
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  private StoredTiles stored(String id, Render.SpectrogramTiles render) throws IOException {
    return StoredTiles.of(pipeline.store(), pipeline.recordings().sound(caller.get(), id), render);
  }
}
