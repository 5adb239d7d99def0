package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecibelsTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "10, 10", "0.1, -10", "2, 3.01", "7, 8.45", "1e-15, -150", "0, -150"})
  void levelsThatAreDrawn(float power, float expected) {
    assertThat(Decibels.ofCode(Decibels.code(power))).isCloseTo(expected, within(0.02f));
  }

  /** The loudest that a decoder lets pass has a power of a million or so. */
  @Test
  void areWithinTwoHundredthsOfTheLogarithm() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      float power = (float) Math.pow(10, random.nextDouble(-15, 7));

      assertThat((double) Decibels.ofCode(Decibels.code(power)))
          .isCloseTo(10 * Math.log10(power), within(0.02));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1e-30", "1e-9, 1.1e-9", "0.99, 1.01", "1000, 1e6"})
  void theGreaterOfTwoPowersHasTheGreaterCode(float less, float greater) {
    assertThat(Decibels.code(greater)).isGreaterThan(Decibels.code(less));
  }
}
