package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Finding.Kind;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose first frame is a difference to a frame that is not in it says so. */
class FirstFrameTest {

  /** Fields w and f of a frame of 4×3 pixels, and its body: a start value and eleven values. */
  private static String frame(int bits, String body) {
    return "4602"
        + "0177"
        + HexFormat.of().toHexDigits((byte) bits)
        + "0466"
        + HexFormat.of().toHexDigits((byte) (body.length() / 2))
        + "000000"
        + body;
  }

  /** From 3000 on along the snake one more, then two less, then one more. */
  private static final String PICTURE = frame(8, "b80b0000" + "01fe01fe01fe01fe01fe01");

  /** The same picture a moment later: the first pixel is two colder, the next two warmer. */
  private static final String DIFFERENCE = frame(8, "feffffff" + "04fe000000000000000000");

  @Test
  void aPictureIsNoFinding() throws Exception {
    Reading reading = Reading.of(HandmadeFile.header(2).hex(PICTURE).hex(DIFFERENCE).gzip());

    assertThat(reading.kinds()).doesNotContain(Kind.PREDECESSOR_MISSING);
    assertThat(reading.frames().getLast().pixel(0, 0)).isEqualTo(2_998);
  }

  /** As the pixel 65534, which is what −2 wraps around to, the sensor's coldest is its hottest. */
  @Test
  void aNegativePixelIsAFinding() throws Exception {
    Reading reading = Reading.of(HandmadeFile.header(2).hex(DIFFERENCE).gzip());

    assertThat(reading.frames().getFirst().pixel(0, 0)).isEqualTo(65_534);
    assertThat(details(reading)).singleElement().asString().contains("had 1 pixels beyond 0…65535");
    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
  }

  /** 65535 with a step of one more, and one back; in 17 bits a value, as in 8. */
  @ParameterizedTest
  @CsvSource({"8, 01ff000000000000000000", "17, 0000ffffc000000000000000000000000000000000000000"})
  void aPixelAboveTheRangeIsAFinding(int bits, String values) throws Exception {
    Reading reading =
        Reading.of(HandmadeFile.header(2).hex(frame(bits, "ffff0000" + values)).gzip());

    assertThat(details(reading)).singleElement().asString().contains("had 1 pixels beyond 0…65535");
  }

  @Test
  void theLargestPixelIsNoFinding() throws Exception {
    Reading reading =
        Reading.of(HandmadeFile.header(2).hex(frame(8, "ffff0000" + "00".repeat(11))).gzip());

    // As differences, 65535 is −1; so small that it is taken for one.
    assertThat(details(reading)).singleElement().asString().contains("12 of its 12 pixels");
  }

  /** Seven of twelve pixels differ by at most 100, and none is negative. */
  @Test
  void smallPixelsAreAFinding() throws Exception {
    Reading reading =
        Reading.of(
            HandmadeFile.header(2)
                .hex(frame(8, "64000000" + "00000000000001" + "7f000000"))
                .gzip());

    assertThat(details(reading)).singleElement().asString().contains("7 of its 12 pixels");
  }

  /** Six of twelve do. */
  @Test
  void halfOfThemAreNot() throws Exception {
    Reading reading =
        Reading.of(
            HandmadeFile.header(2)
                .hex(frame(8, "64000000" + "000000000001" + "7f00000000"))
                .gzip());

    assertThat(details(reading)).isEmpty();
  }

  /**
   * From 60,000 to 70,000, as the low-power camera writes a step of 10,000 by which a pixel wraps
   * around: in 16 bits, modulo 2^16.
   */
  @Test
  void differencesOfSixteenBitsMayWrapAround() throws Exception {
    String step = "2710" + "0000".repeat(10);

    Reading reading = Reading.of(HandmadeFile.header(2).hex(frame(16, "60ea0000" + step)).gzip());

    assertThat(details(reading)).isEmpty();
    assertThat(reading.frames().getFirst().pixel(1, 0)).isEqualTo(70_000 - 65_536);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aBackgroundFrameThatIsAnnouncedHasToBeThere(int backgrounds) throws Exception {
    HandmadeFile file = HandmadeFile.header(2, "0167" + "01");
    if (backgrounds == 1) {
      file.hex("4603" + "016701" + PICTURE.substring(4));
    }

    Reading reading = Reading.of(file.hex(PICTURE).gzip());

    assertThat(reading.kinds().contains(Kind.BACKGROUND_MISSING)).isEqualTo(backgrounds == 0);
  }

  private static List<String> details(Reading reading) {
    return reading.findings().stream()
        .filter(finding -> finding.kind() == Kind.PREDECESSOR_MISSING)
        .map(Finding::detail)
        .toList();
  }
}
