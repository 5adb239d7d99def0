package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneCheckTest {

  @ParameterizedTest
  @CsvSource({"200, 1, true", "201, 1, false", "200, 7, true", "201, 7, false"})
  void aSceneHasNeighboursThatAreAlike(int step, int every, boolean scene) {
    assertThat(SceneCheck.showsScene(saw(step), 20, every)).isEqualTo(scene);
  }

  @Test
  void onePixelIsAScene() {
    assertThat(SceneCheck.showsScene(new short[1], 1, 1)).isTrue();
  }

  private static short[] saw(int step) {
    short[] pixels = new short[20 * 10];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) (3_000 + i % 2 * step);
    }
    return pixels;
  }
}
