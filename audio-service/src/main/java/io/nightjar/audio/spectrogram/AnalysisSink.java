package io.nightjar.audio.spectrogram;

import io.nightjar.media.SampleSink;
import java.util.Optional;

/** Takes the samples of one recording as they are decoded. Not thread-safe. */
final class AnalysisSink implements SampleSink {

  private final SpectrogramParameters parameters;
  private Optional<Measurement> measurement = Optional.empty();

  AnalysisSink(SpectrogramParameters parameters) {
    this.parameters = parameters;
  }

  /** What is measured of a recording whose channels are known. */
  record Measurement(LevelMeter level, SpectrogramBuilder spectrogram) {}

  @Override
  public void begin(int sampleRate, int channels) {
    measurement =
        Optional.of(
            new Measurement(new LevelMeter(channels), new SpectrogramBuilder(parameters, channels)));
  }

  @Override
  public void accept(float[] interleaved, int count) {
    measurement().level().add(interleaved, count);
    measurement().spectrogram().add(interleaved, count);
  }

  /** What was measured; call after at least one sample. */
  Measurement measurement() {
    return measurement.orElseThrow();
  }
}
