package io.nightjar.audio.spectrogram;

import io.nightjar.audio.activity.ActivityMeter;
import io.nightjar.audio.waveform.WaveformPeaks;
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
  record Measurement(
      int channels,
      LevelMeter level,
      SpectrogramBuilder spectrogram,
      ActivityMeter activity,
      WaveformPeaks waveform) {}

  @Override
  public void begin(int sampleRate, int channels) {
    ActivityMeter activity = new ActivityMeter(parameters.window(), parameters.hop(), sampleRate);
    measurement =
        Optional.of(
            new Measurement(
                channels,
                new LevelMeter(channels),
                new SpectrogramBuilder(parameters, channels, activity::add),
                activity,
                new WaveformPeaks()));
  }

  @Override
  public void accept(float[] interleaved, int count) {
    Measurement measured = measurement();
    measured.level().add(interleaved, count);
    measured.spectrogram().add(interleaved, count);
    measured.waveform().add(interleaved, count, measured.channels());
  }

  /** What was measured; call after at least one sample. */
  Measurement measurement() {
    return measurement.orElseThrow();
  }
}
