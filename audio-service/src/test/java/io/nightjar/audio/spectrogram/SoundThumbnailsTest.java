package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.audio.thumbnail.SoundThumbnails;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures of a sound, as another decoder reads them. */
class SoundThumbnailsTest {
  private static final int RATE = 24_000;

  @Test
  void theyHaveTheSizesOfAllThumbnails() throws IOException {
    SoundThumbnails drawn = ofCallAt(41);

    assertThat(drawn.files())
        .extracting(SoundThumbnails.File::name)
        .containsExactly(
            "thumbnail-64.png",
            "thumbnail-160.png",
            "thumbnail-320.png",
            "thumbnail-64.webp",
            "thumbnail-160.webp",
            "thumbnail-320.webp");
    assertThat(picture(drawn, "thumbnail-64.png"))
        .returns(64, BufferedImage::getWidth)
        .returns(48, BufferedImage::getHeight);
    assertThat(picture(drawn, "thumbnail-160.png"))
        .returns(160, BufferedImage::getWidth)
        .returns(120, BufferedImage::getHeight);
    assertThat(picture(drawn, "thumbnail-320.png"))
        .returns(320, BufferedImage::getWidth)
        .returns(240, BufferedImage::getHeight);
    assertThat(Base64.getDecoder().decode(drawn.placeholder())).hasSizeLessThanOrEqualTo(25);
  }

  /** Half a second of 3 of 12 kHz in the middle of ten: bright there, a quarter up, dark around. */
  @Test
  void aCallIsSeenInEachOfThem() throws IOException {
    SoundThumbnails drawn = ofCallAt(41);

    for (String name : List.of("thumbnail-64.png", "thumbnail-160.png", "thumbnail-320.png")) {
      BufferedImage picture = picture(drawn, name);
      int x = picture.getWidth() / 2;
      int y = picture.getHeight() * 3 / 4;
      assertThat(light(picture, x, y)).as(name).isGreaterThan(400);
      assertThat(light(picture, x - picture.getWidth() / 4, y)).as(name).isLessThan(150);
      assertThat(light(picture, x + picture.getWidth() / 4, y)).as(name).isLessThan(150);
      assertThat(light(picture, x, y / 2)).as(name).isLessThan(150);
    }
  }

  @Test
  void silenceIsDark() throws IOException {
    SoundThumbnails drawn = SoundThumbnails.of(LivelyPartTest.liveliest(new float[60 * RATE], 1));

    BufferedImage picture = picture(drawn, "thumbnail-160.png");
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        assertThat(light(picture, x, y)).isLessThan(10);
      }
    }
  }

  /** Clicks, each in all bands, are what makes the largest files. */
  @Test
  void whateverTheyShowTheyAreSmall() throws IOException {
    float[] sound = Tones.noise(20 * RATE, 0.0005, 5);
    for (int i = 0; i < sound.length / 900; i++) {
      float[] burst = Tones.noise(700, 0.5 * Math.pow(0.5, i % 9), i);
      System.arraycopy(burst, 0, sound, i * 900, burst.length);
    }

    SoundThumbnails drawn = SoundThumbnails.of(LivelyPartTest.liveliest(sound, 1));

    assertThat(sum(drawn, ".png")).isLessThanOrEqualTo(12_000);
    assertThat(sum(drawn, ".webp")).isLessThanOrEqualTo(8_000);
  }

  @Test
  void theSameSoundGivesTheSameBytes() throws IOException {
    SoundThumbnails once = ofCallAt(41);
    SoundThumbnails again = ofCallAt(41);

    assertThat(again.placeholder()).isEqualTo(once.placeholder());
    for (SoundThumbnails.File file : once.files()) {
      assertThat(bytes(again, file.name())).as(file.name()).isEqualTo(file.bytes());
    }
  }

  private static int sum(SoundThumbnails drawn, String extension) {
    return drawn.files().stream()
        .filter(file -> file.name().endsWith(extension))
        .mapToInt(file -> file.bytes().length)
        .sum();
  }

  private static byte[] bytes(SoundThumbnails drawn, String name) {
    return drawn.files().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  private static SoundThumbnails ofCallAt(int second) throws IOException {
    float[] sound = Tones.noise(60 * RATE, 0.001, 3);
    float[] call = Tones.sine(RATE / 2, 0.1, 3_000.0 / RATE);
    for (int i = 0; i < call.length; i++) {
      sound[second * RATE + i] += call[i];
    }
    return SoundThumbnails.of(LivelyPartTest.liveliest(sound, 1));
  }

  private static BufferedImage picture(SoundThumbnails drawn, String name) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes(drawn, name)));
  }

  private static int light(BufferedImage picture, int x, int y) {
    int rgb = picture.getRGB(x, y);
    return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
  }
}
