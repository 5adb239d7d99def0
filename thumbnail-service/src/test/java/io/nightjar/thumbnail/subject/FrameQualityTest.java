package io.nightjar.thumbnail.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameQualityTest {

  /** Classifiers of the field leave out frames of less than 9.9 s after a correction. */
  @ParameterizedTest
  @CsvSource({"0, true", "9899, true", "9900, false", "-1, false"})
  void disturbanceEndsAfter9900Milliseconds(long sinceFfc, boolean disturbed) {
    var frame = new Frame(1, 1).setTimeOnMillis(50_000).setLastFfcMillis(50_000 - sinceFfc);
    assertThat(FrameQuality.disturbedByFfc(frame)).isEqualTo(disturbed);
  }

  @Test
  void withoutTelemetryNothingIsKnownOfADisturbance() {
    assertThat(FrameQuality.disturbedByFfc(new Frame(1, 1))).isFalse();
    assertThat(FrameQuality.disturbedByFfc(new Frame(1, 1).setTimeOnMillis(1))).isFalse();
    assertThat(FrameQuality.disturbedByFfc(new Frame(1, 1).setLastFfcMillis(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"200, true", "201, false"})
  void aSceneHasNeighboursThatAreAlike(int step, boolean scene) {
    assertThat(FrameQuality.showsScene(saw(step), 1)).isEqualTo(scene);
  }

  @Test
  void aFrameIsJudgedByItselfAlone() {
    assertThat(FrameQuality.showsScene(saw(5_000), 1)).isFalse();
    assertThat(FrameQuality.showsScene(saw(10), 1)).isTrue();
    assertThat(FrameQuality.showsScene(new Frame(1, 1), 1)).isTrue();
  }

  @Test
  void aSinglePixelOfZeroIsNoticed() {
    Frame frame = saw(10);
    assertThat(FrameQuality.hasZeros(frame)).isFalse();
    frame.pixels()[frame.pixels().length - 1] = 0;
    assertThat(FrameQuality.hasZeros(frame)).isTrue();
  }

  private static Frame saw(int step) {
    var frame = new Frame(20, 10);
    for (int i = 0; i < frame.pixels().length; i++) {
      frame.pixels()[i] = (short) (3_000 + i % 2 * step);
    }
    return frame;
  }
}
