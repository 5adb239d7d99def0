package io.nightjar.spectrum.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.spectrum.transform.AnySizeTransform;
import io.nightjar.spectrum.transform.PlainTransform;
import io.nightjar.spectrum.transform.PowerTransform;
import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTransformsTest {

  private static final int N = 2048;

  /** The three ways to the same spectrum. */
  enum Way {
    PLAIN {
      @Override
      PowerTransform of(Window window, int hop, Scaling scaling) {
        return new PlainTransform(window, hop, scaling);
      }
    },
    VECTOR {
      @Override
      PowerTransform of(Window window, int hop, Scaling scaling) {
        return new VectorTransform(window, hop, scaling);
      }
    },
    ANY_SIZE {
      @Override
      PowerTransform of(Window window, int hop, Scaling scaling) {
        return new AnySizeTransform(window, hop, scaling);
      }
    };

    abstract PowerTransform of(Window window, int hop, Scaling scaling);

    float[] spectrum(float[] samples, Scaling scaling) {
      float[][] power = new float[1][samples.length / 2 + 1];
      of(Window.blackmanHarris(samples.length), samples.length, scaling)
          .compute(samples, 0, 1, power, 0);
      return power[0];
    }

    float[] spectrum(float[] samples) {
      return spectrum(samples, Scaling.FULL_SCALE_SINE);
    }
  }

  @Test
  void vectorsAreTakenWhereThereAreAny() {
    PowerTransform fastest =
        PowerTransforms.fastest(Window.blackmanHarris(N), 512, Scaling.FULL_SCALE_SINE);

    assertThat(fastest).isInstanceOf(VectorTransform.class);
  }

  /** Ends: 0.35875 − 0.48829 + 0.14128 − 0.01168. Middle of an odd window: the sum of all four. */
  @Test
  void windowHasThePublishedValues() {
    Window window = Window.blackmanHarris(5);

    assertThat(window.weight(0)).isCloseTo(0.00006, within(1e-12));
    assertThat(window.weight(1)).isCloseTo(0.35875 - 0.14128, within(1e-12));
    assertThat(window.weight(2)).isCloseTo(1, within(1e-12));
    assertThat(window.weight(3)).isCloseTo(window.weight(1), within(1e-12));
    assertThat(window.weight(4)).isCloseTo(window.weight(0), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, 1, 0", "VECTOR, 0.5, -6.0206", "ANY_SIZE, 0.001, -60"})
  void aSineReadsItsLevelAtItsBin(Way way, double amplitude, double decibels) {
    float[] power = way.spectrum(sine(N, amplitude, 300.0 / N));

    assertThat(10 * Math.log10(power[300])).isCloseTo(decibels, within(0.01));
  }

  /** A constant is one-sided by itself; of a sine, half lies at the negative frequency. */
  @ParameterizedTest
  @EnumSource
  void twoSidedPowerOfASineIsAQuarter(Way way) {
    float[] power = way.spectrum(sine(N, 1, 300.0 / N), Scaling.TWO_SIDED);

    assertThat(power[300]).isCloseTo(0.25f, within(1e-5f));
  }

  /**
   * A cosine window of coefficients a₀, a₁ … leaks a₁/2a₀ into the next bin, a₂/2a₀ into the one
   * after it, and so on.
   */
  @ParameterizedTest
  @EnumSource
  void aSineLeaksAsTheCoefficientsSay(Way way) {
    float[] power = way.spectrum(sine(N, 1, 300.0 / N));

    double[] leaks = {0.48829, 0.14128, 0.01168};
    for (int i = 0; i < leaks.length; i++) {
      double expected = 20 * Math.log10(leaks[i] / 2 / 0.35875);
      assertThat(10 * Math.log10(power[301 + i])).isCloseTo(expected, within(0.05));
      assertThat(10 * Math.log10(power[299 - i])).isCloseTo(expected, within(0.05));
    }
    for (int k = 305; k < power.length; k++) {
      assertThat(10 * Math.log10(power[k] + 1e-10)).isLessThan(-91);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFullScaleConstantAndAlternationReadOne(Way way) {
    float[] constant = new float[N];
    Arrays.fill(constant, 1f);
    float[] alternation = new float[N];
    for (int i = 0; i < N; i++) {
      alternation[i] = i % 2 == 0 ? 1 : -1;
    }

    assertThat(way.spectrum(constant)[0]).isCloseTo(1f, within(1e-4f));
    assertThat(way.spectrum(alternation)[N / 2]).isCloseTo(1f, within(1e-4f));
  }

  /** An impulse of 1 at sample n has |X| = w(n) at every frequency. */
  @ParameterizedTest
  @EnumSource
  void anImpulseIsFlat(Way way) {
    float[] impulse = new float[N];
    impulse[700] = 1;
    Window window = Window.blackmanHarris(N);

    float[] power = way.spectrum(impulse);

    float expected = (float) (4 * Math.pow(window.weight(700) / window.sum(), 2));
    for (int k = 1; k < N / 2; k++) {
      assertThat(power[k]).isCloseTo(expected, within(expected * 1e-4f));
    }
    assertThat(power[0]).isCloseTo(expected / 4, within(expected * 1e-4f));
    assertThat(power[N / 2]).isCloseTo(expected / 4, within(expected * 1e-4f));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 4", "PLAIN, 8", "PLAIN, 16", "PLAIN, 32", "PLAIN, 64", "PLAIN, 128",
    "VECTOR, 32", "VECTOR, 64", "VECTOR, 128", "VECTOR, 256", "VECTOR, 512", "VECTOR, 1024",
    "ANY_SIZE, 4", "ANY_SIZE, 14", "ANY_SIZE, 60"
  })
  void agreesWithTheDefinitionOfTheTransform(Way way, int size) {
    float[] samples = noise(size, size);

    float[] computed = way.spectrum(samples, Scaling.TWO_SIDED);

    Window window = Window.blackmanHarris(size);
    for (int k = 0; k <= size / 2; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < size; n++) {
        double angle = 2 * Math.PI * k * n / size;
        re += window.weight(n) * samples[n] * Math.cos(angle);
        im -= window.weight(n) * samples[n] * Math.sin(angle);
      }
      assertThat((double) computed[k])
          .isCloseTo((re * re + im * im) / (window.sum() * window.sum()), within(1e-6));
    }
  }

  /**
   * Parseval: Σ|X|² over all N frequencies = N · Σ(w·x)²; those between the edges count twice, as
   * each has a mirror.
   */
  @ParameterizedTest
  @EnumSource
  void keepsTheEnergyOfNoise(Way way) {
    float[] noise = noise(N, 7);
    Window window = Window.blackmanHarris(N);
    double energy = 0;
    for (int i = 0; i < N; i++) {
      energy += Math.pow(window.weight(i) * noise[i], 2);
    }

    float[] power = way.spectrum(noise, Scaling.TWO_SIDED);

    double sum = power[0] + power[N / 2];
    for (int k = 1; k < N / 2; k++) {
      sum += 2 * power[k];
    }
    double expected = N * energy / (window.sum() * window.sum());
    assertThat(sum).isCloseTo(expected, within(1e-5 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "32, 32",
    "64, 7",
    "128, 128",
    "256, 64",
    "512, 511",
    "1024, 1",
    "2048, 512",
    "4096, 102"
  })
  void vectorsHaveTheBitsOfThePlainOne(int size, int hop) {
    int pieces = 37;
    float[] samples = noise(3 + (pieces - 1) * hop + size, hop);

    float[][] vector = powerOf(Way.VECTOR, size, hop, samples, pieces);

    float[][] plain = powerOf(Way.PLAIN, size, hop, samples, pieces);
    for (int i = 0; i < pieces; i++) {
      assertThat(vector[i]).isEqualTo(plain[i]);
    }
  }

  private static float[][] powerOf(Way way, int size, int hop, float[] samples, int pieces) {
    PowerTransform transform = way.of(Window.blackmanHarris(size), hop, Scaling.FULL_SCALE_SINE);
    float[][] power = new float[pieces][size / 2 + 1];
    for (int at = 0; at < pieces; at += transform.batch()) {
      int count = Math.min(transform.batch(), pieces - at);
      transform.compute(samples, 3 + at * hop, count, power, at);
    }
    return power;
  }

  @ParameterizedTest
  @EnumSource
  void silenceHasNoPowerAndTheLoudestStaysFinite(Way way) {
    float[] loudest = new float[N];
    Arrays.fill(loudest, 1000f);

    assertThat(way.spectrum(new float[N])[5]).isZero();
    assertThat(way.spectrum(loudest)[0]).isCloseTo(1e6f, within(100f));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 14, 60})
  void plainRefusesWhatIsNoPowerOfTwo(int size) {
    Window window = Window.blackmanHarris(size);

    assertThatThrownBy(() -> new PlainTransform(window, 1, Scaling.TWO_SIDED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[] sine(int samples, double amplitude, double cyclesPerSample) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * cyclesPerSample * i));
    }
    return tone;
  }

  private static float[] noise(int samples, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (float) random.nextDouble(-1, 1);
    }
    return noise;
  }
}
