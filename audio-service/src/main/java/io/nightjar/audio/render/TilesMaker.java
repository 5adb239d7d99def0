package io.nightjar.audio.render;

import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.audio.spectrogram.SpectrogramTiles;
import io.nightjar.imaging.tile.TilePyramid;
import io.nightjar.imaging.tile.TileZoom;
import io.nightjar.media.SampleSink;
import io.nightjar.pipeline.event.Render;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes {@code spectrogram.tiles}. Its axes are those of the finest zoom that it has. */
final class TilesMaker implements ArrayMaker {
  private final SpectrogramParameters parameters;
  private final SpectrogramTiles tiles;

  TilesMaker(
      Render.SpectrogramTiles render,
      SpectrogramParameters parameters,
      double timeExpansion,
      Path folder) {
    this.parameters = parameters;
    this.tiles =
        new SpectrogramTiles(parameters, timeExpansion, folder, render.from(), render.to());
  }

  static long heapBytes(SpectrogramParameters parameters, int channels) {
    return SpectrogramTiles.heapBytes(parameters, channels);
  }

  @Override
  public SampleSink samples() {
    return tiles;
  }

  @Override
  public Optional<Axes> write(Path file) throws IOException {
    TilePyramid pyramid = tiles.write(file);
    TileZoom finest = pyramid.zooms().getLast();
    int spectra = pyramid.pooledAcross(pyramid.zooms().size() - 1);
    return Optional.of(
        new Axes(
            finest.height(),
            (int) finest.width(),
            (double) parameters.hop() * spectra,
            parameters.hop() * (spectra - 1) / 2.0));
  }

  @Override
  public void close() throws IOException {
    tiles.close();
  }
}
