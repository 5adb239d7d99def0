package io.nightjar.audio.spectrogram;

import io.nightjar.media.SampleSink;
import java.util.function.LongConsumer;

/** Takes the samples of one recording as they are decoded. Not thread-safe. */
final class AnalysisSink implements SampleSink {

  private final LevelMeter level;
  private final SpectrogramBuilder builder;
  private final LongConsumer spent;

  AnalysisSink(SpectrogramParameters parameters, LongConsumer spent) {
    this.level = new LevelMeter(1);
    this.builder = new SpectrogramBuilder(parameters, 1);
    this.spent = spent;
  }

  @Override
  public void begin(int sampleRate) {}

  @Override
  public void accept(float[] samples, int count) {
    level.add(samples, count);
    builder.add(samples, count);
    spent.accept(count);
  }

  LevelMeter level() {
    return level;
  }

  SpectrogramBuilder spectrogram() {
    return builder;
  }
}
