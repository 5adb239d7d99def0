package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerSpectrumTest {

  private static final int N = 2048;
  private final float[] power = new float[N / 2 + 1];

  /** Ends: 0.35875 − 0.48829 + 0.14128 − 0.01168. Middle of an odd window: the sum of all four. */
  @Test
  void windowHasThePublishedValues() {
    double[] window = PowerSpectrum.blackmanHarris(5);

    assertThat(window[0]).isCloseTo(0.00006, within(1e-12));
    assertThat(window[1]).isCloseTo(0.35875 - 0.14128, within(1e-12));
    assertThat(window[2]).isCloseTo(1, within(1e-12));
    assertThat(window[3]).isCloseTo(window[1], within(1e-12));
    assertThat(window[4]).isCloseTo(window[0], within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1.0, 0.0", "0.5, -6.0206", "0.001, -60.0"})
  void aSineReadsItsLevelAtItsBin(double amplitude, double decibels) {
    new PowerSpectrum(N).compute(Tones.sine(N, amplitude, 300.0 / N), 0, power);

    assertThat(Tones.argmax(power)).isEqualTo(300);
    assertThat(Decibels.ofPower(power[300])).isCloseTo((float) decibels, within(0.01f));
  }

  /**
   * A cosine window of coefficients a₀, a₁ … leaks a₁/2a₀ into the next bin, a₂/2a₀ into the one
   * after it, and so on.
   */
  @Test
  void aSineLeaksAsTheCoefficientsSay() {
    new PowerSpectrum(N).compute(Tones.sine(N, 1, 300.0 / N), 0, power);

    double[] leaks = {0.48829, 0.14128, 0.01168};
    for (int i = 0; i < leaks.length; i++) {
      float expected = (float) (20 * Math.log10(leaks[i] / 2 / 0.35875));
      assertThat(Decibels.ofPower(power[301 + i])).isCloseTo(expected, within(0.05f));
      assertThat(Decibels.ofPower(power[299 - i])).isCloseTo(expected, within(0.05f));
    }
    for (int k = 305; k < power.length; k++) {
      assertThat(Decibels.ofPower(power[k])).isLessThan(-91);
    }
  }

  @Test
  void aFullScaleConstantAndAlternationReadZero() {
    float[] constant = new float[N];
    Arrays.fill(constant, 1f);
    float[] alternation = new float[N];
    for (int i = 0; i < N; i++) {
      alternation[i] = i % 2 == 0 ? 1 : -1;
    }

    new PowerSpectrum(N).compute(constant, 0, power);
    assertThat(Decibels.ofPower(power[0])).isCloseTo(0f, within(0.001f));

    new PowerSpectrum(N).compute(alternation, 0, power);
    assertThat(Decibels.ofPower(power[N / 2])).isCloseTo(0f, within(0.001f));
  }

  /** An impulse of 1 at sample n has |X| = w(n) at every frequency. */
  @Test
  void anImpulseIsFlat() {
    float[] impulse = new float[N];
    impulse[700] = 1;
    double[] window = PowerSpectrum.blackmanHarris(N);
    double sum = Arrays.stream(window).sum();

    new PowerSpectrum(N).compute(impulse, 0, power);

    float expected = (float) (4 * window[700] * window[700] / (sum * sum));
    for (int k = 1; k < N / 2; k++) {
      assertThat(power[k]).isCloseTo(expected, within(expected * 1e-4f));
    }
    assertThat(power[0]).isCloseTo(expected / 4, within(expected * 1e-4f));
    assertThat(power[N / 2]).isCloseTo(expected / 4, within(expected * 1e-4f));
  }

  @ParameterizedTest
  @CsvSource({"4", "8", "14", "60"})
  void agreesWithTheDefinitionOfTheTransform(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] samples = new float[size + 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) random.nextDouble(-1, 1);
    }
    double[] window = PowerSpectrum.blackmanHarris(size);
    double sum = Arrays.stream(window).sum();
    float[] computed = new float[size / 2 + 1];

    new PowerSpectrum(size).compute(samples, 3, computed);

    for (int k = 0; k <= size / 2; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < size; n++) {
        double angle = 2 * Math.PI * k * n / size;
        re += window[n] * samples[3 + n] * Math.cos(angle);
        im -= window[n] * samples[3 + n] * Math.sin(angle);
      }
      double sides = k == 0 || k == size / 2 ? 1 : 4;
      assertThat((double) computed[k])
          .isCloseTo(sides * (re * re + im * im) / (sum * sum), within(1e-6));
    }
  }

  /**
   * Parseval: Σ|X|² over all N frequencies = N · Σ(w·x)²; the one-sided bins hold four times one of
   * two halves.
   */
  @Test
  void keepsTheEnergyOfNoise() {
    SplittableRandom random = new SplittableRandom(7);
    float[] noise = new float[N];
    double[] window = PowerSpectrum.blackmanHarris(N);
    double energy = 0;
    for (int i = 0; i < N; i++) {
      noise[i] = (float) random.nextGaussian();
      energy += Math.pow(window[i] * noise[i], 2);
    }
    double sum = Arrays.stream(window).sum();

    new PowerSpectrum(N).compute(noise, 0, power);

    double oneSided = power[0] + power[N / 2];
    for (int k = 1; k < N / 2; k++) {
      oneSided += power[k] / 2;
    }
    assertThat(oneSided)
        .isCloseTo(N * energy / (sum * sum), within(1e-5 * N * energy / (sum * sum)));
  }

  @Test
  void silenceIsFinite() {
    new PowerSpectrum(N).compute(new float[N], 0, power);

    assertThat(Decibels.ofPower(power[5])).isEqualTo(-100f);
  }

  @Test
  void theLoudestSamplesStayFinite() {
    float[] loudest = new float[N];
    Arrays.fill(loudest, 1000f);

    new PowerSpectrum(N).compute(loudest, 0, power);

    assertThat(Decibels.ofPower(power[0])).isCloseTo(60f, within(0.01f));
  }
}
