package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTest {

  /** The nearest-rank example of Wikipedia, "Percentile": 15 20 35 40 50. */
  @ParameterizedTest
  @CsvSource({"0, 15", "5, 15", "30, 20", "40, 20", "50, 35", "100, 50"})
  void percentilesAreOfTheNearestRank(double percent, int value) {
    var histogram = new Histogram();
    for (int v : new int[] {50, 15, 40, 20, 35}) {
      histogram.add(v);
    }
    assertThat(histogram.percentile(percent)).isEqualTo(value);
  }

  @Test
  void aHistogramKnowsTheWholeRangeAndForgets() {
    var histogram = new Histogram();
    histogram.add(picture(2, 1, 0, 65_535));
    assertThat(histogram.percentile(0)).isZero();
    assertThat(histogram.percentile(100)).isEqualTo(65_535);

    histogram.clear();

    assertThat(histogram.total()).isZero();
    assertThatIllegalStateException().isThrownBy(() -> histogram.percentile(50));
  }

  @Test
  void aHistogramOfARegionSeesThatRegionOnly() {
    var histogram = new Histogram();
    histogram.add(picture(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), new Region(1, 1, 2, 2));
    assertThat(histogram.total()).isEqualTo(4);
    assertThat(histogram.percentile(0)).isEqualTo(5);
    assertThat(histogram.percentile(100)).isEqualTo(9);
  }

  @Test
  void aRegionBeyondThePictureIsRefused() {
    var histogram = new Histogram();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> histogram.add(new GreyPicture(new Size(3, 3)), new Region(2, 2, 2, 1)));
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "100.1", "NaN"})
  void onlyPercentagesArePercentiles(double percent) {
    var histogram = new Histogram();
    histogram.add(1);
    assertThatIllegalArgumentException().isThrownBy(() -> histogram.percentile(percent));
  }

  /** 255 · (v − 1000) / 510 = (v − 1000) / 2, halves up. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 0", "1001, 1", "1002, 1", "1255, 128", "1509, 255", "1510, 255"})
  void valuesBetweenTheLevelsRiseLinearly(int value, int index) {
    assertThat(new Levels(1000, 1510).index(value)).isEqualTo(index);
  }

  @Test
  void deadAndHotPixelsTakeNoContrastFromTheRest() {
    short[] values = new short[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (3000 + i % 100);
    }
    Arrays.fill(values, 0, 3, (short) 0);
    Arrays.fill(values, 3, 6, (short) 65_535);
    var histogram = new Histogram();
    histogram.add(new GreyPicture(new Size(100, 10), values));

    assertThat(Levels.minMax(histogram)).isEqualTo(new Levels(0, 65_535));
    assertThat(Levels.percentiles(histogram, 1, 99)).isEqualTo(new Levels(3000, 3099));
  }

  @Test
  void aFlatPictureHasLevelsToo() {
    var histogram = new Histogram();
    histogram.add(7);
    assertThat(Levels.minMax(histogram)).isEqualTo(new Levels(7, 8));
    assertThat(Levels.minMax(histogram).atLeast(101)).isEqualTo(new Levels(-43, 58));
  }

  @Test
  void levelsThatSpanEnoughStayAsTheyAre() {
    assertThat(new Levels(5, 10).atLeast(5)).isEqualTo(new Levels(5, 10));
    assertThat(new Levels(5, 10).atLeast(6)).isEqualTo(new Levels(5, 11));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "6, 5"})
  void levelsWithoutASpanAreRefused(int low, int high) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Levels(low, high));
  }

  @Test
  void aPictureGetsItsColours() {
    GreyPicture grey = picture(3, 1, 0, 32_768, 65_535);
    RenderTarget target =
        new RenderTarget(
            grey.size(),
            TargetSettings.plain(grey.size(), Fit.FILL, Palette.INFERNO, new Levels(0, 65_535)));

    target.draw(grey, 0);

    IndexedPicture indexed = target.picture();
    assertThat(indexed.indices()).containsExactly(0, 128, 255);
    assertThat(indexed.toRgb().pixels()).containsExactly(0x000004, 0xbc3754, 0xfcffa4);
  }

  private static GreyPicture picture(int width, int height, int... values) {
    short[] samples = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      samples[i] = (short) values[i];
    }
    return new GreyPicture(new Size(width, height), samples);
  }
}
