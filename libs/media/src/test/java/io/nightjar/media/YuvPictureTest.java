package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YuvPictureTest {

  /** Colour bars at 100 %: ITU-R BT.601-7, with 8 bits, rounded. */
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 235, 128, 128",
    "255, 255,   0, 210,  16, 146",
    "  0, 255, 255, 170, 166,  16",
    "  0, 255,   0, 145,  54,  34",
    "255,   0, 255, 106, 202, 222",
    "255,   0,   0,  81,  90, 240",
    "  0,   0, 255,  41, 240, 110",
    "  0,   0,   0,  16, 128, 128",
  })
  void convertsTheColoursOfTheStandard(int red, int green, int blue, int y, int u, int v) {
    byte[] rgb = {(byte) red, (byte) green, (byte) blue};

    byte[] planes = YuvPicture.of(1, 1, rgb);

    assertThat(planes).containsExactly(y, u, v);
  }

  /** Three columns and rows have two of colour; those at the edges stand for fewer pixels. */
  @Test
  void colourHasHalfTheResolutionRoundedUp() {
    byte[] rgb = new byte[3 * 9];
    rgb[3 * 8 + 2] = (byte) 255; // blue in the last corner

    byte[] planes = YuvPicture.of(3, 3, rgb);

    assertThat(planes)
        .containsExactly(
            16, 16, 16, 16, 16, 16, 16, 16, 41, 128, 128, 128, 240, 128, 128, 128, 110);
  }
}
