package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexedPictureTest {

  /** Of four shades, evenly from 0 to 255: 0, 85, 170, 255; each index goes to the nearest. */
  @Test
  void fewerShadesAreSpreadEvenlyAndKeepBothEnds() {
    IndexedPicture picture = picture(6, 1, 0, 42, 43, 127, 128, 255);

    assertThat(picture.withShades(4).indices()).isEqualTo(bytes(0, 0, 85, 85, 170, 255));
  }

  @Test
  void allShadesChangeNothing() {
    IndexedPicture picture = picture(4, 1, 0, 1, 128, 255);

    assertThat(picture.withShades(256).indices()).isEqualTo(picture.indices());
  }

  /** Three columns and three rows become two: the last pixel of each stands for itself. */
  @Test
  void halfTheSizeIsTheMeanOfUpToFour() {
    IndexedPicture picture = picture(3, 3, 10, 20, 200, 30, 41, 100, 7, 9, 255);

    IndexedPicture half = picture.halved();

    assertThat(half.size()).isEqualTo(new Size(2, 2));
    assertThat(half.indices()).isEqualTo(bytes(25, 150, 8, 255));
  }

  private static IndexedPicture picture(int width, int height, int... indices) {
    return new IndexedPicture(new Size(width, height), Palette.GREY, bytes(indices));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
