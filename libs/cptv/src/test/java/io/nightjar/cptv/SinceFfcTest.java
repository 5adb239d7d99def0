package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinceFfcTest {

  /** Classifiers of the field leave out frames of less than 9.9 s after a correction. */
  @ParameterizedTest
  @CsvSource({"0, true", "9899, true", "9900, false", "-1, false"})
  void aCorrectionAffectsFramesFor9900Milliseconds(long sinceFfc, boolean affected) {
    Frame frame = new Frame(1, 1).setTimeOnMillis(50_000).setLastFfcMillis(50_000 - sinceFfc);

    assertThat(frame.affectedByFfc()).isEqualTo(affected);
  }

  @Test
  void theTimeSinceACorrectionIsTheDifferenceOfBothTimes() {
    Frame frame = new Frame(1, 1).setTimeOnMillis(50_000).setLastFfcMillis(43_210);

    assertThat(frame.sinceFfcMillis()).hasValue(6_790);
  }

  @Test
  void nothingIsKnownOfACorrectionThatIsStillToComeOrNotTold() {
    assertThat(new Frame(1, 1).setTimeOnMillis(1).setLastFfcMillis(2).sinceFfcMillis()).isEmpty();
    assertThat(new Frame(1, 1).setOffsetMicros(9).setLastFfcMillis(2).sinceFfcMillis()).isEmpty();
    assertThat(new Frame(1, 1).setTimeOnMillis(1).affectedByFfc()).isFalse();
    assertThat(new Frame(1, 1).setLastFfcMillis(1).affectedByFfc()).isFalse();
  }
}
