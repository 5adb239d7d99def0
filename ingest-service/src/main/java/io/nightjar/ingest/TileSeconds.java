package io.nightjar.ingest;

import io.nightjar.ingest.tile.TileRange;
import io.nightjar.pipeline.event.Render;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Of which render tiles are wanted. */
public class TileSeconds {
  @QueryParam("from")
  @Parameter(
      description = "That of the render, in seconds; 0 if absent",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "That of the render, in seconds; the end if absent",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
  @Nullable String to;

  /**
   * The render of these seconds.
   *
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request} where they make no
   *     sense
   */
  Render.SpectrogramTiles render() {
    return TileRange.of(from, to);
  }
}
