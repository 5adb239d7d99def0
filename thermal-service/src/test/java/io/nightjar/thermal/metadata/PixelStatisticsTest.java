package io.nightjar.thermal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PixelStatisticsTest {
  @Test
  void addsUpUnsignedPixelsOfAllFrames() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(new short[] {2, 4, 4, 4});
    statistics.add(new short[] {5, 5, 7, 9});

    // The textbook's example: mean 5, variance 4.
    assertThat(statistics.result()).isEqualTo(new ThermalMetadata.Pixels(2, 9, 5.0, 2.0));
  }

  @Test
  void knowsTheEndsOfTheRange() {
    PixelStatistics statistics = new PixelStatistics();

    statistics.add(new short[] {0, (short) 65_535});

    assertThat(statistics.result())
        .isEqualTo(new ThermalMetadata.Pixels(0, 65_535, 32_767.5, 32_767.5));
  }

  @Test
  void isZeroWithoutFrames() {
    assertThat(new PixelStatistics().result()).isEqualTo(new ThermalMetadata.Pixels(0, 0, 0, 0));
  }
}
