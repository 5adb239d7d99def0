package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.RgbPicture;
import io.nightjar.imaging.Size;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDetailTest {

  @Test
  void aPlainPictureHasNone() {
    RgbPicture plain = new RgbPicture(new Size(256, 128));
    plain.fill(0x804020);

    assertThat(PictureDetail.of(plain).amount(60)).isZero();
  }

  @Test
  void growsWithTheNoiseAndWithTheQuality() {
    PictureDetail faint = PictureDetail.of(noise(20));
    PictureDetail strong = PictureDetail.of(noise(200));

    assertThat(strong.amount(30)).isGreaterThan(faint.amount(30));
    assertThat(strong.amount(60)).isGreaterThan(strong.amount(30));
    assertThat(strong.amount(30)).isGreaterThan(strong.amount(2));
  }

  /** Wherever it lies, a line or a row of letters is met by some of the blocks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 17, 64, 101, 127})
  void noLineIsMissed(int row) {
    RgbPicture picture = new RgbPicture(new Size(256, 128));
    picture.line(0, row, 255, row, 0xffffff);

    assertThat(PictureDetail.of(picture).amount(60)).isPositive();
  }

  private static RgbPicture noise(int strength) {
    RgbPicture picture = new RgbPicture(new Size(256, 128));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = 0x10101 * random.nextInt(strength);
    }
    return picture;
  }
}
