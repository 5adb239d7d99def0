package io.nightjar.audio.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTableTest {

  @ParameterizedTest
  @CsvSource({"1, 0", "10, 10", "0.1, -10", "2, 3.0103", "7, 8.451", "1e-15, -150", "0, -150"})
  void levels(float power, float expected) {
    assertThat(LevelTable.decibels(power)).isCloseTo(expected, within(0.01f));
  }

  @Test
  void areWithinAHundredthOfTheLogarithm() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      float power = (float) Math.pow(10, random.nextDouble(-15, 7));

      assertThat((double) LevelTable.decibels(power))
          .isCloseTo(10 * Math.log10(power), within(0.01));
    }
  }
}
