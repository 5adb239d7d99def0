package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecibelsTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "10, 1000", "0.1, -1000", "2, 301", "7, 845", "1e-15, -15000", "0, -15000"})
  void hundredthsOfTheLevelsThatAreDrawn(float power, int expected) {
    assertThat((int) Decibels.drawnHundredths(power)).isCloseTo(expected, within(1));
  }

  /** The loudest that a decoder lets pass has a power of a million or so. */
  @Test
  void areWithinOneOfTheLogarithm() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      float power = (float) Math.pow(10, random.nextDouble(-15, 7));

      assertThat((double) Decibels.drawnHundredths(power))
          .isCloseTo(1000 * Math.log10(power), within(0.6));
    }
  }
}
