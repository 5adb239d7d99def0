package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
    assertThatThrownBy(() -> new SpectrogramBuilder(SMALL, 1).finish(8000, 1))
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
    float[] noise = Tones.noise(5000, 1, 3);
    SpectrogramParameters parameters = new SpectrogramParameters(64, 16, 128);
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters, 1);
    float[] reused = new float[block];

    for (int at = 0; at < noise.length; at += block) {
      int count = Math.min(block, noise.length - at);
      System.arraycopy(noise, at, reused, 0, count);
      builder.add(reused, count);
    }

    Spectrogram inBlocks = builder.finish(8000, 1);
    Spectrogram atOnce = Tones.spectrogram(parameters, 8000, noise);
    assertThat(inBlocks.columns()).isEqualTo(atOnce.columns());
    for (int i = 0; i < atOnce.columns(); i++) {
      assertThat(inBlocks.pool().mean(i)).isEqualTo(atOnce.pool().mean(i));
      for (int bin = 0; bin < atOnce.bins(); bin++) {
        assertThat(inBlocks.pool().peak(i, bin)).isEqualTo(atOnce.pool().peak(i, bin));
      }
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

  /** 0.5 of full scale is −6.02 dB: the same sound the wrong way round is as loud. */
  @Test
  void channelsInAntiphaseKeepTheirSound() {
    float[] tone = Tones.sine(2000, 0.5, 0.25);
    float[] inverted = Tones.sine(2000, -0.5, 0.25);

    Spectrogram spectrogram = Tones.ofChannels(SMALL, 8000, 2, Tones.interleave(tone, inverted));

    assertThat(spectrogram.columns()).isEqualTo(125);
    assertThat(Decibels.ofPower(spectrogram.pool().mean(60)[16])).isCloseTo(-6.02f, within(0.01f));
  }

  /** Half of the power is 3.01 dB less. */
  @Test
  void aSoundInOneOfTwoChannelsIsThreeDecibelsLower() {
    float[] tone = Tones.sine(2000, 0.5, 0.25);

    Spectrogram spectrogram =
        Tones.ofChannels(SMALL, 8000, 2, Tones.interleave(tone, new float[2000]));

    assertThat(Decibels.ofPower(spectrogram.pool().mean(60)[16])).isCloseTo(-9.03f, within(0.01f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 511, 4096})
  void theSizesOfBlocksDoNotMatterToChannels(int block) {
    float[] sound = Tones.interleave(Tones.noise(5000, 1, 1), Tones.noise(5000, 1, 2));
    SpectrogramBuilder builder = new SpectrogramBuilder(SMALL, 2);

    for (int at = 0; at < 5000; at += block) {
      int count = Math.min(block, 5000 - at);
      builder.add(Arrays.copyOfRange(sound, 2 * at, 2 * (at + count)), count);
    }

    Spectrogram inBlocks = builder.finish(8000, 1);
    Spectrogram atOnce = Tones.ofChannels(SMALL, 8000, 2, sound);
    for (int i = 0; i < atOnce.columns(); i++) {
      assertThat(inBlocks.pool().mean(i)).isEqualTo(atOnce.pool().mean(i));
    }
  }

  /** A bat at 40 kHz, recorded at 320 kHz and played at 32 kHz: 2000 samples are 6.25 ms. */
  @Test
  void timesAndFrequenciesAreThoseOfLife() {
    SpectrogramBuilder builder = new SpectrogramBuilder(SMALL, 1);
    builder.add(Tones.sine(2000, 0.5, 0.125), 2000);

    Spectrogram spectrogram = builder.finish(32_000, 10);

    assertThat(spectrogram.sampleRate()).isEqualTo(320_000);
    assertThat(spectrogram.durationSeconds()).isCloseTo(0.00625, within(1e-12));
    assertThat(spectrogram.secondsPerColumn()).isCloseTo(0.00005, within(1e-12));
    assertThat(Tones.argmax(spectrogram.pool().mean(60)) * spectrogram.hertzPerBin())
        .isCloseTo(40_000, within(1e-6));
  }

  /** A step of 0.5 at either end would read about −40 dB in the middle of the spectrum. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 63, 64, 1000})
  void anOffsetDoesNotBangAtTheEnds(int samples) {
    Spectrogram spectrogram = Tones.spectrogram(SMALL, 8000, Tones.constant(samples, 0.5f));

    for (int column = 0; column < spectrogram.columns(); column++) {
      assertThat(Decibels.ofPower(spectrogram.pool().mean(column)[16])).isLessThan(-95f);
      assertThat(Decibels.ofPower(spectrogram.pool().mean(column)[0]))
          .isCloseTo(-6.02f, within(0.01f));
    }
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
    assertThat(pool.peak(0, 0)).isCloseTo(8.45f, within(0.02f)); // 10 lg 7
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
