package io.nightjar.audio.render;

import io.nightjar.audio.mel.MelArray;
import io.nightjar.audio.mel.MelParameters;
import io.nightjar.media.SampleSink;
import io.nightjar.pipeline.event.Render;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes {@code mel.npy}. */
final class MelMaker implements ArrayMaker {
  private final MelParameters parameters;
  private final MelArray array;

  MelMaker(Render.MelNpy render, double timeExpansion, Path folder) throws IOException {
    this.parameters = parameters(render.preset());
    this.array = new MelArray(parameters, timeExpansion, ArrayMaker.element(render.type()), folder);
  }

  static long heapBytes(Render.MelNpy render, int channels) {
    return MelArray.heapBytes(parameters(render.preset()), channels);
  }

  private static MelParameters parameters(Render.MelPreset preset) {
    return switch (preset) {
      case LIBROSA -> MelParameters.LIBROSA;
      case BIRDNET_LOW -> MelParameters.BIRDNET_LOW;
      case BIRDNET_HIGH -> MelParameters.BIRDNET_HIGH;
      case BIRDS_160 -> MelParameters.BIRDS_160;
    };
  }

  @Override
  public SampleSink samples() {
    return array;
  }

  @Override
  public Optional<Axes> write(Path file) throws IOException {
    if (array.isTooLarge()) {
      return Optional.empty();
    }
    int columns = array.write(file);
    return array.isTooLarge()
        ? Optional.empty()
        : Optional.of(new Axes(parameters.bands(), columns, parameters.hop(), 0));
  }

  @Override
  public void close() throws IOException {
    array.close();
  }
}
