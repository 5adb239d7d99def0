package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

  @Test
  void halvingAveragesPairs() {
    assertThat(resized(row(10, 20, 50, 70), 2, 1)).containsExactly(15, 60);
    assertThat(resized(column(10, 20, 50, 70), 1, 2)).containsExactly(15, 60);
  }

  /**
   * The left pixel covers all of 30 and half of 60: (30 + 30) / 1.5 = 40; the right one (30 + 90) /
   * 1.5 = 80.
   */
  @Test
  void partlyCoveredPixelsCountByTheirShare() {
    assertThat(resized(row(30, 60, 90), 2, 1)).containsExactly(40, 80);
  }

  @Test
  void brightValuesAreNotTakenForNegativeOnes() {
    assertThat(resized(row(65_535, 65_535, 65_535, 65_533), 2, 1)).containsExactly(65_535, 65_534);
  }

  /**
   * NumPy: each pixel of {@link #formula} repeated 3 × 2 times, then the mean of blocks of 7 × 5.
   */
  @Test
  void shrinksToExactAreaAverages() {
    assertThat(resized(formula(7, 5), 3, 2)).containsExactly(2117, 2619, 3501, 2686, 3742, 5178);
  }

  /**
   * Pillow 13.0.0, resize with BICUBIC (its a is −0.5: Catmull–Rom), away from the edges that it
   * treats otherwise.
   */
  @Test
  void growsLikePillowsBicubic() {
    int[][] pillow = {
      {2234, 2326, 2429, 2544, 2671, 2810, 2961, 3124, 3298, 3484, 3682, 3892},
      {2370, 2488, 2619, 2761, 2915, 3081, 3258, 3448, 3649, 3862, 4087, 4324},
      {2563, 2708, 2865, 3034, 3215, 3408, 3613, 3829, 4057, 4297, 4540, 4790},
      {2829, 3001, 3185, 3381, 3589, 3809, 4040, 4283, 4535, 4804, 5120, 5467},
      {3184, 3384, 3595, 3818, 4053, 4299, 4558, 4827, 5092, 5392, 5932, 6587}
    };
    GreyPicture grown = Resampler.resize(formula(8, 6), new Size(20, 9));
    for (int y = 0; y < pillow.length; y++) {
      for (int x = 0; x < pillow[y].length; x++) {
        assertThat(grown.sample(x + 4, y + 2)).isCloseTo(pillow[y][x], within(1));
      }
    }
  }

  /** At a distance of ¼, ¾, 1¼ and 1¾ Catmull–Rom's weights are 111, 29, −9 and −3 of 128. */
  @Test
  void doublingSpreadsAPointByTheCubicsWeights() {
    GreyPicture point = row(10_000, 10_000, 10_000, 22_800, 10_000, 10_000, 10_000);
    assertThat(resized(point, 14, 1))
        .containsExactly(
            10_000, 10_000, 10_000, 9_700, 9_100, 12_900, 21_100, 21_100, 12_900, 9_100, 9_700,
            10_000, 10_000, 10_000);
  }

  @Test
  void overshootIsClippedToTheRangeOfValues() {
    int[] grown = resized(row(0, 0, 65_535, 65_535, 0, 0), 24, 1);
    assertThat(grown).contains(0, 65_535).doesNotContain(65_000).hasSize(24);
    assertThat(grown[0]).isZero();
    assertThat(IntStream.of(grown[5], grown[18])).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "64, 48", "320, 240", "37, 11"})
  void anEvenPictureStaysEvenAtAnySize(int width, int height) {
    for (Size source :
        new Size[] {new Size(1, 1), new Size(1, 90), new Size(90, 1), new Size(160, 120)}) {
      var even = new GreyPicture(source);
      Arrays.fill(even.samples(), (short) 30_000);
      assertThat(Resampler.resize(even, new Size(width, height)).samples())
          .hasSize(width * height)
          .containsOnly((short) 30_000);
    }
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    GreyPicture picture = formula(13, 7);
    assertThat(Resampler.resize(picture, picture.size()).samples())
        .containsExactly(picture.samples());
  }

  @Test
  void aCropTakesNothingFromOutside() {
    GreyPicture picture = formula(10, 8);
    for (int i = 0; i < 10; i++) {
      picture.samples()[i] = (short) 65_535;
    }
    GreyPicture scaled = new Resampler(new Region(2, 1, 4, 4), new Size(2, 2)).apply(picture);
    int sum = 0;
    for (int y = 1; y < 3; y++) {
      for (int x = 2; x < 4; x++) {
        sum += picture.sample(x, y);
      }
    }
    assertThat(scaled.sample(0, 0)).isCloseTo(sum / 4, within(1));
  }

  @Test
  void aCropBeyondThePictureIsRefused() {
    var resampler = new Resampler(new Region(5, 5, 4, 4), new Size(2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> resampler.apply(formula(8, 9)));
  }

  private static GreyPicture formula(int width, int height) {
    var picture = new GreyPicture(new Size(width, height));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.samples()[y * width + x] =
            (short) ((x * x * 37 + y * y * y * 11 + x * y * 101) % 5000 + 2000);
      }
    }
    return picture;
  }

  private static GreyPicture row(int... values) {
    return new GreyPicture(new Size(values.length, 1), shorts(values));
  }

  private static GreyPicture column(int... values) {
    return new GreyPicture(new Size(1, values.length), shorts(values));
  }

  private static short[] shorts(int... values) {
    short[] samples = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      samples[i] = (short) values[i];
    }
    return samples;
  }

  private static int[] resized(GreyPicture picture, int width, int height) {
    short[] samples = Resampler.resize(picture, new Size(width, height)).samples();
    return IntStream.range(0, samples.length).map(i -> samples[i] & 0xffff).toArray();
  }
}
