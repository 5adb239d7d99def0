package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramBuilderTest {

  private static final SpectrogramParameters SMALL = new SpectrogramParameters(64, 16, 4096);

  @ParameterizedTest
  @CsvSource({"1, 1", "16, 1", "17, 2", "32, 2", "33, 3", "1000, 63"})
  void hasAColumnForEveryHopThatIsInTheSound(int samples, int columns) {
    assertThat(Tones.spectrogram(SMALL, 8000, new float[samples]).columns()).isEqualTo(columns);
  }

  @Test
  void noSoundHasNoSpectrogram() {
    assertThatThrownBy(() -> new SpectrogramBuilder(SMALL).finish(8000))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aColumnIsCentredAtItsTime() {
    for (int column : new int[] {0, 1, 5, 62}) {
      float[] click = new float[1000];
      click[16 * column] = 1;

      Spectrogram spectrogram = Tones.spectrogram(SMALL, 8000, click);

      float[] levels = new float[spectrogram.columns()];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = spectrogram.pool().mean(i)[10];
      }
      assertThat(Tones.argmax(levels)).isEqualTo(column);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 63, 64, 65, 511, 4096, 5000})
  void theSizesOfBlocksDoNotMatter(int block) {
    SplittableRandom random = new SplittableRandom(3);
    float[] noise = new float[5000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-1, 1);
    }
    SpectrogramParameters parameters = new SpectrogramParameters(64, 16, 128);
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters);
    float[] reused = new float[block];

    for (int at = 0; at < noise.length; at += block) {
      int count = Math.min(block, noise.length - at);
      System.arraycopy(noise, at, reused, 0, count);
      builder.add(reused, count);
    }

    Spectrogram inBlocks = builder.finish(8000);
    Spectrogram atOnce = Tones.spectrogram(parameters, 8000, noise);
    assertThat(inBlocks.columns()).isEqualTo(atOnce.columns());
    for (int i = 0; i < atOnce.columns(); i++) {
      assertThat(inBlocks.pool().mean(i)).isEqualTo(atOnce.pool().mean(i));
      assertThat(inBlocks.pool().peak(i)).isEqualTo(atOnce.pool().peak(i));
    }
  }

  /** 5000 samples at a hop of 16 are 313 spectra; halved at 128 and again, four make a column. */
  @Test
  void poolsNeighboursWhenThereAreTooMany() {
    SpectrogramParameters parameters = new SpectrogramParameters(64, 16, 128);
    float[] tone = Tones.sine(5000, 0.5, 0.25);

    Spectrogram spectrogram = Tones.spectrogram(parameters, 8000, tone);

    assertThat(spectrogram.pool().pooled()).isEqualTo(4);
    assertThat(spectrogram.columns()).isEqualTo(79);
    assertThat(spectrogram.secondsPerColumn()).isCloseTo(0.008, within(1e-12));
    assertThat(spectrogram.firstColumnSeconds()).isCloseTo(0.003, within(1e-12));
    assertThat(Decibels.ofPower(spectrogram.pool().mean(40)[16])).isCloseTo(-6.02f, within(0.01f));
  }

  @Test
  void poolsByMeanAndByGreatest() {
    ColumnPool pool = new ColumnPool(1, 2);
    for (float power : new float[] {1, 3, 5, 7, 100}) {
      pool.add(new float[] {power});
    }
    pool.finish();

    assertThat(pool.pooled()).isEqualTo(4);
    assertThat(pool.columns()).isEqualTo(2);
    assertThat(pool.mean(0)).containsExactly(4f);
    assertThat(pool.peak(0)).containsExactly(7f);
    assertThat(pool.mean(1)).containsExactly(100f);
  }

  @Test
  void neverHoldsMoreColumnsThanAllowed() {
    ColumnPool pool = new ColumnPool(1, 16);
    for (int i = 0; i < 100_000; i++) {
      pool.add(new float[] {1});
      assertThat(pool.columns()).isLessThan(16);
    }
    pool.finish();

    assertThat(pool.columns()).isBetween(8, 16);
    assertThat(pool.mean(0)).containsExactly(1f);
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 2", "2047, 1, 2", "2048, 0, 2", "2048, 2049, 2", "2048, 1, 3", "2048, 1, 0"})
  void refusesParametersThatMakeNoSense(int window, int hop, int columns) {
    assertThatThrownBy(() -> new SpectrogramParameters(window, hop, columns))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
