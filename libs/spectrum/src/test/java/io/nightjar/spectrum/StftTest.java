package io.nightjar.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StftTest {

  private static final StftParameters SMALL = parameters(64, 16);

  private static StftParameters parameters(int window, int hop) {
    return new StftParameters(Window.blackmanHarris(window), hop, Scaling.FULL_SCALE_SINE);
  }

  private static List<float[]> columns(StftParameters parameters, int channels, float... sound) {
    List<float[]> columns = new ArrayList<>();
    Stft stft = new Stft(parameters, channels, power -> columns.add(power.clone()));
    stft.add(sound, sound.length / channels);
    stft.finish();
    return columns;
  }

  private static float[] noise(int samples) {
    SplittableRandom random = new SplittableRandom(samples);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (float) random.nextDouble(-1, 1);
    }
    return noise;
  }

  private static void assertSame(List<float[]> columns, List<float[]> expected) {
    assertThat(columns).hasSameSizeAs(expected);
    for (int i = 0; i < columns.size(); i++) {
      assertThat(columns.get(i)).as("column " + i).isEqualTo(expected.get(i));
    }
  }

  /** One for each multiple of the hop that is a sample: shorter than a window or not. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "16, 1", "17, 2", "63, 4", "64, 4", "65, 5", "1000, 63", "5000, 313"})
  void hasAColumnForEveryHopThatIsInTheSound(int samples, int count) {
    List<float[]> columns = columns(SMALL, 1, noise(samples));

    assertThat(columns).hasSize(count);
    assertThat(SMALL.columns(samples)).isEqualTo(count);
  }

  @Test
  void silenceHasColumnsWithoutPower() {
    List<float[]> columns = columns(SMALL, 1, new float[100]);

    assertThat(columns).hasSize(7).allMatch(column -> Arrays.equals(column, new float[33]));
  }

  /** At 8 kHz and a hop of 16, column 62 is at 0.124 s; bin 10 of 64 is at 1250 Hz. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 62})
  void aColumnIsCentredAtItsTime(int column) {
    float[] click = new float[1000];
    click[(int) Math.round(SMALL.secondsOf(column, 8000) * 8000)] = 1;

    List<float[]> columns = columns(SMALL, 1, click);

    int loudest = 0;
    for (int i = 0; i < columns.size(); i++) {
      loudest = columns.get(i)[10] > columns.get(loudest)[10] ? i : loudest;
    }
    assertThat(loudest).isEqualTo(column);
    assertThat(SMALL.secondsOf(column, 8000)).isCloseTo(column * 0.002, within(1e-12));
    assertThat(SMALL.hertzOf(10, 8000)).isCloseTo(1250, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 16, 1",
    "64, 16, 2",
    "64, 16, 7",
    "2048, 512, 1",
    "2048, 512, 2",
    "2048, 512, 7"
  })
  void theNumberOfThreadsDoesNotMatter(int window, int hop, int threads) {
    StftParameters parameters = parameters(window, hop);
    float[] sound = noise(2 * 50_000);
    List<float[]> onThreads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      Stft stft = new Stft(parameters, 2, power -> onThreads.add(power.clone()), executor, threads);

      stft.add(sound, 50_000);
      stft.finish();
    }

    assertSame(onThreads, columns(parameters, 2, sound));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 63, 64, 65, 511, 4096, 5000})
  void theSizesOfBlocksDoNotMatter(int block) {
    float[] sound = noise(5000);
    List<float[]> inBlocks = new ArrayList<>();
    Stft stft = new Stft(SMALL, 1, power -> inBlocks.add(power.clone()));

    for (int at = 0; at < sound.length; at += block) {
      int count = Math.min(block, sound.length - at);
      stft.add(Arrays.copyOfRange(sound, at, at + count), count);
    }
    stft.finish();

    assertSame(inBlocks, columns(SMALL, 1, sound));
  }

  /** Whether the hop is a whole window, more than half of one, or odd. */
  @ParameterizedTest
  @CsvSource({"64, 64", "64, 33", "64, 32", "64, 31", "64, 1", "2048, 2047"})
  void columnsDoNotDependOnWhereABlockOfThemEnds(int window, int hop) {
    StftParameters parameters = parameters(window, hop);
    float[] sound = noise(40 * hop + 2 * window);
    int from = 35 * hop - window / 2;

    List<float[]> all = columns(parameters, 1, sound);

    // A piece of the sound, whose column at half a window has the same samples around it.
    float[] piece = Arrays.copyOfRange(sound, from, from + window);
    StftParameters centred = parameters(window, window / 2);
    assertThat(all.get(35)).isEqualTo(columns(centred, 1, piece).get(1));
  }

  /** A step of 0.5 at either end would read about −40 dB in the middle of the spectrum. */
  @ParameterizedTest
  @CsvSource({"16, 1", "16, 20", "16, 64", "16, 1000", "64, 1000", "50, 3000"})
  void anOffsetDoesNotBangAtTheEnds(int hop, int samples) {
    float[] constant = new float[samples];
    Arrays.fill(constant, 0.5f);

    List<float[]> columns = columns(parameters(64, hop), 1, constant);

    assertThat(columns)
        .isNotEmpty()
        .allSatisfy(
            column -> {
              assertThat(column[0]).isCloseTo(0.25f, within(0.001f));
              assertThat(column[16]).isLessThan(1e-9f);
            });
  }

  /** 0.5² is 0.25; the mean of it and of nothing is 0.125. */
  @Test
  void channelsAreAveragedByPower() {
    float[] antiphase = new float[4000];
    float[] oneSide = new float[4000];
    for (int i = 0; i < 2000; i++) {
      float sample = (float) (0.5 * Math.sin(Math.PI / 2 * i + 0.3));
      antiphase[2 * i] = sample;
      antiphase[2 * i + 1] = -sample;
      oneSide[2 * i] = sample;
    }

    assertThat(columns(SMALL, 2, antiphase).get(60)[16]).isCloseTo(0.25f, within(1e-4f));
    assertThat(columns(SMALL, 2, oneSide).get(60)[16]).isCloseTo(0.125f, within(1e-4f));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "63, 1", "64, 0", "64, 65"})
  void refusesParametersThatMakeNoSense(int window, int hop) {
    assertThatThrownBy(() -> parameters(window, hop)).isInstanceOf(IllegalArgumentException.class);
  }
}
