package io.nightjar.ingest.tile;

import io.nightjar.imaging.tile.TilePyramid;
import io.nightjar.imaging.tile.TileZoom;
import io.nightjar.pipeline.event.Render;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What tiles of a spectrogram there are, and what their pixels mean. */
@Schema(description = "Tiles of a spectrogram, and what their pixels mean")
public record TilesView(
    @Schema(description = "Width and height of every tile, in pixels") int tileSide,
    @Schema(
            description =
                "The zoom with one pixel for each spectrum, whether there are tiles of it or not")
        int finestZoom,
    @Schema(description = "The level that the value 0 stands for, and all below it, in dB")
        double lowestDecibels,
    @Schema(description = "From one value to the next, in dB") double decibelsPerStep,
    @Schema(description = "From zoom 0 on, as fine as there are tiles") List<Zoom> zooms) {
  public TilesView {
    zooms = List.copyOf(zooms);
  }

  /** One zoom. Columns are counted from the left, rows from the top, both from 0. */
  @Schema(description = "One zoom; columns are counted from the left, rows from the top, from 0")
  public record Zoom(
      int zoom,
      @Schema(description = "Of the whole spectrogram, in pixels; what is right of it is padding")
          long width,
      @Schema(description = "Of the whole spectrogram, in pixels") int height,
      @Schema(description = "The first x that there are tiles of") int firstX,
      @Schema(description = "How many x there are tiles of") int tilesAcross,
      @Schema(description = "How many y there are") int tilesDown,
      @Schema(description = "Centre of the first column of pixels, in seconds of life")
          double firstColumnSeconds,
      @Schema(description = "From one column to the next") double secondsPerColumn,
      @Schema(description = "Centre of the lowest row of pixels") double lowestRowHertz,
      @Schema(description = "From one row to the next") double hertzPerRow) {}

  static TilesView of(TilePyramid pyramid) {
    return new TilesView(
        TilePyramid.SIDE,
        pyramid.finestZoom(),
        Render.SpectrogramTiles.LOWEST_DECIBELS,
        Render.SpectrogramTiles.DECIBELS_PER_STEP,
        IntStream.range(0, pyramid.zooms().size()).mapToObj(zoom -> zoom(pyramid, zoom)).toList());
  }

  private static Zoom zoom(TilePyramid pyramid, int zoom) {
    TileZoom one = pyramid.zooms().get(zoom);
    int spectra = pyramid.pooledAcross(zoom);
    int bins = pyramid.pooledUp(zoom);
    return new Zoom(
        zoom,
        one.width(),
        one.height(),
        one.firstAcross(),
        one.across(),
        one.down(),
        (spectra - 1) / 2.0 * pyramid.unitsAcross(),
        spectra * pyramid.unitsAcross(),
        (bins - 1) / 2.0 * pyramid.unitsUp(),
        bins * pyramid.unitsUp());
  }
}
