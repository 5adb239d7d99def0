package io.nightjar.imaging.webp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by TwelveMonkeys' decoder, which knows nothing of this encoder. */
class WebpWriterTest {
  private static final int COARSENESS = 24;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 120", "160, 1", "15, 17", "16, 16", "33, 31", "64, 48", "320, 240"})
  void aPictureOfAnySizeComesBackNearlyAsItWas(int width, int height) throws IOException {
    IndexedPicture picture = warmSpot(width, height);

    BufferedImage read = read(write(picture, COARSENESS));

    assertThat(read.getWidth()).isEqualTo(width);
    assertThat(read.getHeight()).isEqualTo(height);
    assertThat(decibels(picture, read)).isGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 127})
  void noiseIsReadAtAnyCoarseness(int coarseness) throws IOException {
    IndexedPicture picture = noise(100, 90);

    BufferedImage read = read(write(picture, coarseness));

    assertThat(read.getWidth()).isEqualTo(100);
    assertThat(decibels(picture, read)).isGreaterThan(10);
  }

  /** Levels of all sizes: of ten and more bits, at the finest step, where black meets white. */
  @Test
  void hardEdgesAreReadAtTheFinestStep() throws IOException {
    IndexedPicture picture = new IndexedPicture(new Size(96, 96), Palette.GREY);
    for (int y = 0; y < 96; y++) {
      for (int x = 0; x < 96; x++) {
        picture.indices()[y * 96 + x] = (byte) ((x / 3 + y / 5) % 2 == 0 ? 0 : 255);
      }
    }

    BufferedImage read = read(write(picture, 0));

    assertThat(decibels(picture, read)).isGreaterThan(38);
  }

  @Test
  void aFlatPictureTakesHardlyAnyBytes() throws IOException {
    IndexedPicture flat = new IndexedPicture(new Size(320, 240), Palette.INFERNO);

    byte[] file = write(flat, COARSENESS);

    assertThat(file.length).isLessThan(200);
    assertThat(decibels(flat, read(file))).isGreaterThan(40);
  }

  @Test
  void aCoarserPictureTakesFewerBytes() throws IOException {
    IndexedPicture picture = noise(160, 120);

    assertThat(write(picture, 100).length).isLessThan(write(picture, 30).length / 2);
  }

  /** All tests run under Bengali digits and the time of the Chatham Islands. */
  @Test
  void theBytesDependOnThePictureAlone() throws IOException {
    IndexedPicture picture = noise(160, 120);
    byte[] usual = write(picture, COARSENESS);
    try {
      Locale.setDefault(Locale.US);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      assertThat(write(picture, COARSENESS)).isEqualTo(usual);
    } finally {
      Locale.setDefault(
          Locale.of(System.getProperty("user.language"), System.getProperty("user.country", "")));
      TimeZone.setDefault(null); // that of the start
    }
  }

  /** Container as of RFC 9649: its own length, without the first eight bytes, is even. */
  @Test
  void theContainerTellsItsLength() throws IOException {
    for (int side = 1; side < 40; side++) {
      byte[] file = write(noise(side, side), COARSENESS);
      int told = (file[4] & 0xff) | (file[5] & 0xff) << 8 | (file[6] & 0xff) << 16;
      assertThat(told).isEqualTo(file.length - 8).isEven();
    }
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    IndexedPicture picture = noise(8, 8);
    assertThatThrownBy(() -> write(picture, 128)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> write(picture, -1)).isInstanceOf(IllegalArgumentException.class);
    IndexedPicture wide = new IndexedPicture(new Size(16_384, 1), Palette.GREY);
    assertThatThrownBy(() -> write(wide, 24)).isInstanceOf(IllegalArgumentException.class);
  }

  private static IndexedPicture warmSpot(int width, int height) {
    IndexedPicture picture = new IndexedPicture(new Size(width, height), Palette.INFERNO);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double across = (x - 0.4 * width) / width;
        double down = (y - 0.6 * height) / height;
        picture.indices()[y * width + x] =
            (byte) (30 + 200 * Math.exp(-20 * (across * across + down * down)));
      }
    }
    return picture;
  }

  private static IndexedPicture noise(int width, int height) {
    IndexedPicture picture = new IndexedPicture(new Size(width, height), Palette.INFERNO);
    new Random(4711).nextBytes(picture.indices());
    return picture;
  }

  private static byte[] write(IndexedPicture picture, int coarseness) throws IOException {
    var out = new ByteArrayOutputStream();
    WebpWriter.write(picture, coarseness, out);
    return out.toByteArray();
  }

  private static BufferedImage read(byte[] file) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(picture).as("a WebP picture").isNotNull();
    return picture;
  }

  /** The peak signal-to-noise ratio over all three colours. */
  private static double decibels(IndexedPicture wanted, BufferedImage read) {
    int[] table = wanted.palette().table();
    int width = wanted.size().width();
    double squares = 0;
    for (int i = 0; i < wanted.indices().length; i++) {
      int one = table[wanted.indices()[i] & 0xff];
      int other = read.getRGB(i % width, i / width);
      for (int shift = 0; shift < 24; shift += 8) {
        double difference = (one >> shift & 0xff) - (other >> shift & 0xff);
        squares += difference * difference;
      }
    }
    return 10 * Math.log10(65_025 * 3.0 * wanted.indices().length / Math.max(1, squares));
  }
}
