package io.nightjar.cptv;

import static io.nightjar.cptv.HandmadeFile.concat;
import static io.nightjar.cptv.HandmadeFile.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a recording can end is told apart, and no frame before it is lost. */
class EndingTest {

  private static final byte[] GARBAGE = "not gzip".getBytes(StandardCharsets.US_ASCII);

  private final HandmadeFile file = HandmadeFile.header(2).frame(7).frame(1);

  @Test
  void aCompleteFileIsClean() throws Exception {
    Reading reading = Reading.of(file.gzip());

    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
    assertThat(reading.frames()).extracting(frame -> frame.pixel(3, 2)).containsExactly(7, 8);
  }

  @Test
  void aRecordingWithoutFramesIsClean() throws Exception {
    Reading reading = Reading.of(HandmadeFile.header(2).gzip());

    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
    assertThat(reading.frames()).isEmpty();
  }

  @Test
  void aMissingTrailerIsATruncationAtTheBoundary() throws Exception {
    byte[] whole = file.gzip();

    Reading reading = Reading.of(Arrays.copyOf(whole, whole.length - 8));

    assertThat(reading.ending().code()).isEqualTo("truncated-at-boundary");
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void aCutBetweenTwoFramesIsATruncationAtTheBoundary() throws Exception {
    byte[] cut = flushed(file.inflated(), file.length() - 26);

    Reading reading = Reading.of(cut);

    assertThat(reading.ending())
        .isEqualTo(
            new Ending.TruncatedAtBoundary(file.length() - 26, "the gzip stream is not complete"));
    assertThat(reading.frames()).hasSize(1);
  }

  @Test
  void aCutOneByteIntoAFrameIsATruncationInIt() throws Exception {
    byte[] cut = flushed(file.inflated(), file.length() - 25);

    Reading reading = Reading.of(cut);

    assertThat(reading.ending()).isEqualTo(new Ending.TruncatedInFrame(file.length() - 25, 1));
    assertThat(reading.frames()).hasSize(1);
  }

  @Test
  void aFrameThatACompleteStreamBreaksOffIsATruncationInIt() throws Exception {
    Reading reading = Reading.of(gzip(Arrays.copyOf(file.inflated(), file.length() - 1)));

    assertThat(reading.ending()).isEqualTo(new Ending.TruncatedInFrame(file.length() - 1, 1));
  }

  @Test
  void fewerFramesThanDeclaredIsATruncationAtTheBoundary() throws Exception {
    HandmadeFile declared = HandmadeFile.header(2, "024a" + "0300").frame(7).frame(1);

    Reading reading = Reading.of(declared.gzip());

    assertThat(reading.ending().code()).isEqualTo("truncated-at-boundary");
    assertThat(reading.kinds()).contains(Finding.Kind.FRAME_COUNT_MISMATCH);
  }

  @ParameterizedTest
  @CsvSource({"-8", "-5", "-4", "-1"})
  void aWrongTrailerIsAWrongChecksum(int fromEnd) throws Exception {
    byte[] wrong = file.gzip();
    wrong[wrong.length + fromEnd] ^= 1;

    Reading reading = Reading.of(wrong);

    assertThat(reading.ending()).isEqualTo(new Ending.ChecksumWrong(0));
    assertThat(reading.frames()).hasSize(2);
    assertThat(reading.kinds()).contains(Finding.Kind.CHECKSUM_WRONG);
  }

  @Test
  void aWrongChecksumOfTheFirstMemberDoesNotKeepTheSecondFromBeingRead() throws Exception {
    byte[] first = HandmadeFile.header(2).gzip();
    first[first.length - 8] ^= 1;
    byte[] second = gzip(new HandmadeFile().frame(5).frame(1).inflated());

    Reading reading = Reading.of(concat(first, second));

    assertThat(reading.ending()).isEqualTo(new Ending.ChecksumWrong(0));
    assertThat(reading.frames()).extracting(frame -> frame.pixel(0, 0)).containsExactly(5, 6);
  }

  @Test
  void somethingElseAfterTheLastMemberIsTrailingGarbage() throws Exception {
    Reading reading = Reading.of(concat(file.gzip(), GARBAGE));

    assertThat(reading.ending()).isEqualTo(new Ending.TrailingGarbage(file.gzip().length));
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void anotherFileAfterTheLastFrameIsAnotherRecording() throws Exception {
    Reading reading = Reading.of(concat(file.gzip(), HandmadeFile.header(1).frame(5).gzip()));

    assertThat(reading.ending()).isEqualTo(new Ending.AnotherRecording(file.length()));
    assertThat(reading.ending().code()).isEqualTo("another-recording");
    assertThat(reading.ending().complete()).isFalse();
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void withinOneGzipMemberAnotherHeaderIsAnotherRecording() throws Exception {
    byte[] both = concat(file.inflated(), HandmadeFile.header(2).inflated());

    Reading reading = Reading.of(gzip(both));

    assertThat(reading.ending()).isEqualTo(new Ending.AnotherRecording(file.length()));
  }

  /** One letter less is some other byte where a frame should start. */
  @Test
  void theBeginningOfTheLettersIsNoRecording() throws Exception {
    Reading reading = Reading.of(file.hex("435054").gzip());

    assertThat(reading.ending().code()).isEqualTo("corrupt-section");
  }

  @Test
  void theBeginningOfAnotherMemberIsATruncation() throws Exception {
    Reading reading = Reading.of(concat(file.gzip(), new byte[] {0x1F}));

    assertThat(reading.ending().code()).isEqualTo("truncated-at-boundary");
  }

  @Test
  void anEmptyMemberInTheMiddleChangesNothing() throws Exception {
    byte[] one = Arrays.copyOf(file.inflated(), file.length() - 30);
    byte[] two = Arrays.copyOfRange(file.inflated(), file.length() - 30, file.length());

    Reading reading = Reading.of(concat(gzip(one), gzip(new byte[0]), gzip(two)));

    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void brokenCompressionEndsTheReadingWhereItBreaks() throws Exception {
    // A member whose only deflate block has the reserved type 3.
    byte[] broken = gzip(new byte[0]);
    broken[10] = 7;

    Reading reading = Reading.of(concat(file.gzip(), broken));

    assertThat(reading.ending().code()).isEqualTo("corrupt-compression");
    assertThat(reading.frames()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "58, 'starts with'",
    "4601017708, 'fields w and f'",
    "460104660f000000, 'fields w and f'",
    "460201770004660f000000, 1…25 bits",
    "460201771a04660f000000, 1…25 bits",
    "460201770804660e000000, longer than f=14",
    "46020177080466ffffffff, 16 bytes a pixel",
  })
  void aFrameThatBreaksARuleIsCorrupt(String hex, String rule) throws Exception {
    int start = file.length();

    Reading reading = Reading.of(file.hex(hex).gzip());

    assertThat(reading.ending())
        .isInstanceOfSatisfying(
            Ending.CorruptSection.class,
            corrupt -> {
              assertThat(corrupt.offset()).isEqualTo(start);
              assertThat(corrupt.frame()).isEqualTo(2);
              assertThat(corrupt.rule()).contains(rule);
            });
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void paddingIsSkippedAndReported() throws Exception {
    HandmadeFile padded =
        HandmadeFile.header(2)
            .hex("4602" + "017708" + "046612000000" + "09000000" + "00".repeat(11) + "abcdef")
            .frame(1);

    Reading reading = Reading.of(padded.gzip());

    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
    assertThat(reading.frames()).extracting(frame -> frame.pixel(1, 1)).containsExactly(9, 10);
    assertThat(reading.findings())
        .contains(new Finding(Finding.Kind.PADDED_FRAME, 1, 0, "3 bytes of padding"));
  }

  @Test
  void aFrameWhosePaddingIsCutOffIsDelivered() throws Exception {
    HandmadeFile padded =
        HandmadeFile.header(2)
            .hex("4602" + "017708" + "046612000000" + "09000000" + "00".repeat(11) + "ab");

    Reading reading = Reading.of(padded.gzip());

    assertThat(reading.frames()).hasSize(1);
    assertThat(reading.ending()).isEqualTo(new Ending.TruncatedInFrame(padded.length(), 0));
  }

  private static byte[] flushed(byte[] inflated, int length) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GZIPOutputStream gzip = new GZIPOutputStream(out, true);
    gzip.write(inflated, 0, length);
    gzip.flush();
    return out.toByteArray();
  }
}
