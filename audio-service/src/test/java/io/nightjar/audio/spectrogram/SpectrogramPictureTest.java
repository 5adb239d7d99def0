package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.RgbPicture;
import org.junit.jupiter.api.Test;

class SpectrogramPictureTest {

  @Test
  void drawsACallWhereItWasPut() {
    float[] sound = new float[4 * 24_000];
    float[] call = Tones.sine(24_000, 0.25, 3_000.0 / 24_000);
    System.arraycopy(
        call,
        0,
        sound,
        48_000,
        call.length); // the third quarter of the time, a quarter of the height

    RgbPicture picture =
        SpectrogramPicture.of(Tones.spectrogram(SpectrogramParameters.DEFAULT, 24_000, sound));

    int left = 84;
    int top = 40;
    int y = top + 512 * 3 / 4;
    assertThat(lightness(picture, left + 750, y)).isGreaterThan(500);
    assertThat(lightness(picture, left + 300, y)).isLessThan(60);
    assertThat(lightness(picture, left + 1000, y)).isLessThan(60);
    assertThat(lightness(picture, left + 750, y - 30)).isLessThan(60);
    assertThat(lightness(picture, left + 750, y + 30)).isLessThan(60);
  }

  /**
   * A 4-minute recording has 11 columns to a pixel; a call of 5 ms must still be seen, in its
   * place.
   */
  @Test
  void noShortCallFallsBetweenTwoPixels() {
    float[] sound = new float[240 * 24_000];
    float[] call = Tones.sine(120, 0.25, 3_000.0 / 24_000);
    System.arraycopy(call, 0, sound, 24_000 * 60, call.length);

    RgbPicture picture =
        SpectrogramPicture.of(Tones.spectrogram(SpectrogramParameters.DEFAULT, 24_000, sound));

    int brightest = 0;
    for (int x = 0; x < 1200; x++) {
      if (lightness(picture, 84 + x, 424) > lightness(picture, 84 + brightest, 424)) {
        brightest = x;
      }
    }
    assertThat(brightest).isBetween(299, 301);
    assertThat(lightness(picture, 84 + brightest, 424)).isGreaterThan(500);
  }

  /** The plot is 1200 × 512 pixels, from (84, 40) on. */
  @Test
  void aPartOfTheSoundIsFoundOnThePage() {
    Region quarter = SpectrogramPicture.region(0.5, 0.75, 0.25, 0.5);

    assertThat(quarter).isEqualTo(new Region(84 + 600, 40 + 256, 300, 128));
  }

  private static int lightness(RgbPicture picture, int x, int y) {
    int rgb = picture.pixel(x, y);
    return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
  }
}
