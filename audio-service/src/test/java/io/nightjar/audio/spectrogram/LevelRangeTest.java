package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelRangeTest {

  /** Half of the cells at one level, half at another, both in dB. */
  @ParameterizedTest
  @CsvSource({
    "-75, -25, -80, -20",
    "-75, -70.5, -80, -40",
    "-95, -94, -100, -60",
    "-100, -100, -100, -60",
    "-117, -43, -120, -40",
    "-200, -200, -150, -110",
    "-95, -3, -80, 0",
  })
  void fitsTheRecording(double quiet, double loud, int low, int high) {
    LevelRange range = LevelRange.of(halves(quiet, loud));

    assertThat(range).isEqualTo(new LevelRange(low, high));
  }

  /**
   * An offset of a third of full scale reads −10 dB in the lowest bins, and bangs at both ends. The
   * noise has a deviation of σ = 0.0017/√3 and spreads over all bins: 4·σ²·2.0/2048 is −84 dB in
   * each, half of them are below −86 dB. The tone is at −40 dB.
   */
  @ParameterizedTest
  @ValueSource(floats = {0, 0.33f, -0.33f})
  void anOffsetDoesNotSetTheScale(float offset) {
    float[] noise = Tones.noise(32_000, 0.0017, 1);
    float[] sound = Tones.sum(noise, Tones.sine(32_000, 0.01, 0.125));
    SpectrogramParameters parameters = SpectrogramParameters.DEFAULT;

    LevelRange range =
        LevelRange.of(
            Tones.spectrogram(
                parameters, 16_000, Tones.sum(sound, Tones.constant(32_000, offset))));

    assertThat(range).isEqualTo(new LevelRange(-90, -40));
  }

  @Test
  void mapsItsEndsToTheEndsOfThePalette() {
    LevelRange range = new LevelRange(-80, -20);

    assertThat(range.index(-200)).isZero();
    assertThat(range.index(-80)).isZero();
    assertThat(range.index(-50)).isEqualTo(128);
    assertThat(range.index(-20)).isEqualTo(255);
    assertThat(range.index(10)).isEqualTo(255);
  }

  private static Spectrogram halves(double quiet, double loud) {
    SpectrogramParameters parameters = new SpectrogramParameters(4, 1, 4096);
    ColumnPool pool = new ColumnPool(parameters.bins(), 4096);
    for (int i = 0; i < 2000; i++) {
      float power = (float) Math.pow(10, (i % 2 == 0 ? quiet : loud) / 10);
      pool.add(new float[] {power, power, power});
    }
    return new Spectrogram(parameters, 8000, 1, 2000, pool);
  }
}
