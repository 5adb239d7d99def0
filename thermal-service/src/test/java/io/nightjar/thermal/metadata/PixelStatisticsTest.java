package io.nightjar.thermal.metadata;

import static io.nightjar.thermal.metadata.PixelStatistics.Kind.AFFECTED;
import static io.nightjar.thermal.metadata.PixelStatistics.Kind.BACKGROUND;
import static io.nightjar.thermal.metadata.PixelStatistics.Kind.UNAFFECTED;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PixelStatisticsTest {
  @Test
  void addsUpUnsignedPixelsOfAllFrames() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(UNAFFECTED, new short[] {2, 4, 4, 4});
    statistics.add(UNAFFECTED, new short[] {5, 5, 7, 9});

    // The textbook's example: mean 5, variance 4.
    assertThat(statistics.all()).isEqualTo(new ThermalMetadata.Pixels(2, 9, 5.0, 2.0));
  }

  @Test
  void knowsTheEndsOfTheRange() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(UNAFFECTED, new short[] {0, (short) 65_535});

    assertThat(statistics.all())
        .isEqualTo(new ThermalMetadata.Pixels(0, 65_535, 32_767.5, 32_767.5));
  }

  @Test
  void isZeroWithoutFrames() {
    assertThat(new PixelStatistics().all()).isEqualTo(new ThermalMetadata.Pixels(0, 0, 0, 0));
  }

  @Test
  void tellsThePixelsApartThatACorrectionAffects() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(BACKGROUND, new short[] {100, 100});
    statistics.add(AFFECTED, new short[] {1, 3});
    statistics.add(UNAFFECTED, new short[] {10, 30});
    statistics.add(UNAFFECTED, new short[] {20, 20});

    // Mean 20, variance (100 + 100 + 0 + 0) / 4.
    assertThat(statistics.unaffected())
        .contains(new ThermalMetadata.UnaffectedPixels(2, 10, 30, 20, Math.sqrt(50)));
    assertThat(statistics.all().minimum()).isEqualTo(1);
    assertThat(statistics.all().maximum()).isEqualTo(100);
    assertThat(statistics.all().mean()).isEqualTo(284 / 8.0);
  }

  /**
   * Of 0, 1, … 999, by nearest rank, the 1st percentile is the 10th value, the 99.5th the 995th.
   */
  @Test
  void levelsLeaveOutTheFewLowestAndHighest() {
    PixelStatistics statistics = new PixelStatistics();
    short[] pixels = new short[1_000];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) (3_000 + i);
    }

    statistics.add(UNAFFECTED, pixels);
    statistics.add(AFFECTED, new short[] {9, 9, 9, 9});

    assertThat(statistics.levels())
        .contains(new ThermalMetadata.Contrast(3_009, 3_994, "unaffected"));
  }

  /** From 3000 to 3001, with 59 more on both sides: 29 below and 30 above. */
  @Test
  void levelsAreAtLeastSixtyCountsApart() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(AFFECTED, new short[] {3_000, 3_000});
    statistics.add(BACKGROUND, new short[] {1, 9_000});

    assertThat(statistics.levels())
        .contains(new ThermalMetadata.Contrast(2_971, 3_031, "affected"));
  }

  @Test
  void withoutFramesThereAreNoLevels() {
    assertThat(new PixelStatistics().levels()).isEmpty();
    assertThat(new PixelStatistics().unaffected()).isEmpty();
  }
}
