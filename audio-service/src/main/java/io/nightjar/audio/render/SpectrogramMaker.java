package io.nightjar.audio.render;

import io.nightjar.audio.spectrogram.SoundMetadata;
import io.nightjar.audio.spectrogram.SpectrogramArray;
import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.media.SampleSink;
import io.nightjar.pipeline.event.Render;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes {@code spectrogram.npy}. */
final class SpectrogramMaker implements ArrayMaker {
  private final Render.SpectrogramNpy render;
  private final SpectrogramArray array;

  SpectrogramMaker(
      Render.SpectrogramNpy render, SpectrogramParameters parameters, double timeExpansion) {
    this.render = render;
    this.array = new SpectrogramArray(parameters, timeExpansion);
  }

  static long heapBytes(SpectrogramParameters parameters, int channels) {
    return SpectrogramArray.heapBytes(parameters, channels);
  }

  @Override
  public SampleSink samples() {
    return array;
  }

  @Override
  public Optional<Axes> write(Path file) throws IOException {
    SoundMetadata.Columns columns = array.write(ArrayMaker.element(render.type()), file);
    int pooled = columns.spectraPerColumn();
    return Optional.of(
        new Axes(
            columns.bins(),
            columns.columns(),
            (double) columns.hopSamples() * pooled,
            columns.hopSamples() * (pooled - 1) / 2.0));
  }

  @Override
  public void close() {
    // There is nothing open.
  }
}
