package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxAverageTest {

  @ParameterizedTest
  @CsvSource({
    "160, 120, 1, 160, 120",
    "320, 240, 1, 320, 240",
    "321, 240, 2, 161, 120",
    "640, 512, 2, 320, 256",
    "2048, 2048, 7, 293, 293",
    "4096, 1024, 13, 316, 79",
    "1, 4096, 13, 1, 316"
  })
  void framesOfAnySizeBecomeAtMost320Long(int width, int height, int side, int across, int down) {
    BoxAverage boxes = new BoxAverage(width, height);

    assertThat(boxes.side()).isEqualTo(side);
    assertThat(boxes.width()).isEqualTo(across);
    assertThat(boxes.height()).isEqualTo(down);
  }

  @Test
  void aSmallFrameStaysAsItIs() {
    short[] pixels = {1, 2, 3, 4};

    assertThat(new BoxAverage(2, 2).of(pixels)).isSameAs(pixels);
  }

  /** Rows of 321 pixels, three of them: boxes of 2 × 2, the last column and row of fewer. */
  @Test
  void eachBoxIsTheRoundedMeanOfItsUnsignedPixels() {
    short[] pixels = new short[321 * 3];
    pixels[0] = (short) 65_535;
    pixels[1] = (short) 65_535;
    pixels[321] = (short) 65_535;
    pixels[320] = 10;
    pixels[321 + 320] = 13;
    pixels[2 * 321] = 7;
    pixels[2 * 321 + 320] = 9;

    short[] means = new BoxAverage(321, 3).of(pixels);

    assertThat(means).hasSize(161 * 2);
    assertThat(means[0] & 0xffff).as("three quarters of 65535").isEqualTo(49_151);
    assertThat(means[160]).as("11½").isEqualTo((short) 12);
    assertThat(means[161]).as("3½").isEqualTo((short) 4);
    assertThat(means[161 + 160]).isEqualTo((short) 9);
  }

  @Test
  void aBoxIsEnlargedToThePixelsOfItsBoxes() {
    BoxAverage boxes = new BoxAverage(321, 3);

    assertThat(boxes.enlarged(new Box(3, 0, 7, 1))).isEqualTo(new Box(6, 0, 14, 2));
    assertThat(boxes.enlarged(new Box(160, 1, 161, 2))).isEqualTo(new Box(320, 2, 321, 3));
  }
}
