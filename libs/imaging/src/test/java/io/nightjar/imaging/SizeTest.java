package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "160, 120,  64,  64, 64, 48",
    "160, 120, 320, 320, 320, 240",
    "120, 160,  64,  64, 48, 64",
    "100, 100,  64,  64, 64, 64",
    "  3,   2,   5,   5, 5, 3", // 2 · 5/3 = 3.33
    "  3,   2,   4,   4, 4, 3", // 2 · 4/3 = 2.67
    "  4,   3,   6,   6, 6, 5", // 3 · 6/4 = 4.5, half up
    "1000,  1,  64,  64, 64, 1", // never 0
    "  1, 1000, 64,  64, 1, 64",
    "  1,   1, 320, 320, 320, 320",
    "640, 480, 300, 100, 133, 100", // the height limits
  })
  void fitsWithItsAspectKept(int w, int h, int boxW, int boxH, int fitW, int fitH) {
    assertThat(new Size(w, h).fitInside(new Size(boxW, boxH))).isEqualTo(new Size(fitW, fitH));
  }

  @Test
  void exactly64MegapixelsArePermitted() {
    assertThat(new Size(8000, 8000).pixels()).isEqualTo(64_000_000);
    assertThat(new Size(65_535, 1).pixels()).isEqualTo(65_535);
  }

  @ParameterizedTest
  @CsvSource({"8000, 8001", "65536, 1", "1, 65536", "0, 1", "1, 0", "-5, -5", "65536, 65536"})
  void beyondTheLimitsThereIsNoSize(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Size(width, height))
        .withMessageContaining("64000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 4, 3, true",
    "3, 2, 1, 1, true",
    "1, 0, 4, 3, false",
    "-1, 0, 2, 2, false",
    "0, 0, 4, 4, false"
  })
  void aRegionIsContainedOnlyWhole(int x, int y, int width, int height, boolean contained) {
    assertThat(new Size(4, 3).region().contains(new Region(x, y, width, height)))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 1", "0, 0, 1, 0", "2147483647, 0, 1, 1", "0, 2, 1, 2147483646"})
  void anEmptyOrEndlessRegionIsRefused(int x, int y, int width, int height) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Region(x, y, width, height));
  }
}
