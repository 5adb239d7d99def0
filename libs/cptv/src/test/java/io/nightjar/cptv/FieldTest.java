package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields as real and odd writers leave them. */
class FieldTest {

  /** The start of a real file of the low-power camera, as the format's page annotates it. */
  @Test
  void theAnnotatedHeaderReadsAsAnnotated() throws Exception {
    HandmadeFile file =
        HandmadeFile.header(
            2,
            "0251" + "2a6b",
            "024b" + "8d6c",
            "024a" + "2e00",
            "0854" + "74833750ce170600",
            "015a" + "09",
            "0444" + "41303033",
            "0442" + "666c6972",
            "0945" + "6c6570746f6e332e35",
            "0449" + "b3390000",
            "044e" + "bd2b3a01",
            "1056" + "332e332e32362f332e332e32362f3130");

    Header header = Reading.of(file.gzip()).header();

    assertThat(header.declaredMinimum()).hasValue(27_434);
    assertThat(header.declaredMaximum()).hasValue(27_789);
    assertThat(header.declaredFrameCount()).hasValue(46);
    assertThat(header.recordedAt()).contains(Instant.parse("2024-05-06T19:45:36.781172Z"));
    assertThat(header.framesPerSecond()).isEqualTo(9);
    assertThat(header.deviceName()).contains("A003");
    assertThat(header.cameraBrand()).contains("flir");
    assertThat(header.cameraModel()).contains("lepton3.5");
    assertThat(header.deviceId()).hasValue(14_771);
    assertThat(header.cameraSerial()).hasValue(0x013A_2BBDL);
    assertThat(header.firmware()).contains("3.3.26/3.3.26/10");
    assertThat(header.littleEndianDifferences()).isTrue();
    assertThat(header.latitude()).isEqualTo(OptionalDouble.empty());
    assertThat(header.altitude()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void ofARepeatedFieldTheLastCounts() throws Exception {
    Reading reading =
        Reading.of(HandmadeFile.header(2, "0449" + "01000000", "0449" + "02000000").gzip());

    assertThat(reading.header().deviceId()).hasValue(2);
    assertThat(reading.kinds()).contains(Finding.Kind.DUPLICATE_FIELD);
  }

  @Test
  void aFieldOfTheWrongLengthCountsAsAbsent() throws Exception {
    Reading reading = Reading.of(HandmadeFile.header(2, "0349" + "010000").frame(3).gzip());

    assertThat(reading.header().deviceId()).isEqualTo(OptionalLong.empty());
    assertThat(reading.kinds()).contains(Finding.Kind.WRONG_LENGTH);
    assertThat(reading.frames()).hasSize(1);
  }

  @Test
  void unknownFieldsAreKept() throws Exception {
    Field header = Field.ofText('~', "header");
    Field frame = Field.ofText('~', "frame");
    var first = TestFrames.scene(4, 3, 1, 1).getFirst().setUnknownFields(List.of(frame));

    Reading reading =
        Reading.of(
            TestFrames.write(
                Header.builder(4, 3).put(header).build(), List.of(first), WriterOptions.GO));

    assertThat(reading.header().fields()).contains(header);
    assertThat(reading.frames().getFirst().unknownFields()).containsExactly(frame);
    assertThat(reading.findings())
        .contains(new Finding(Finding.Kind.UNKNOWN_FIELD, 2, -1, "header field ~"));
  }

  @Test
  void garbageTimesAreNoTimes() throws Exception {
    // The start that a 2017 prototype wrote: 12297957691357098104 µs.
    Reading reading = Reading.of(HandmadeFile.header(1, "0854" + "78701fe85c1fabaa").gzip());

    assertThat(reading.header().recordedAt()).isEmpty();
    assertThat(reading.kinds()).contains(Finding.Kind.TIMESTAMP_UNUSABLE);
  }

  @Test
  void timesOfVersionOneAreOffsets() throws Exception {
    String frame = "4603" + "0474" + "50bd0100" + "017708" + "04660f000000" + "00".repeat(15);

    Frame one = Reading.of(HandmadeFile.header(1).hex(frame).gzip()).frames().getFirst();
    Frame two = Reading.of(HandmadeFile.header(2).hex(frame).gzip()).frames().getFirst();

    assertThat(one.offsetMicros()).hasValue(114_000);
    assertThat(one.timeOnMillis()).isEmpty();
    assertThat(two.timeOnMillis()).hasValue(114_000);
    assertThat(two.offsetMicros()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0200, 1", "0100, 0", "0000, 1"})
  void theFrameCountMayLeaveOutTheBackgroundFrame(String declared, int mismatches)
      throws Exception {
    String background = "4603" + "016701" + "017708" + "04660f000000" + "00".repeat(15);
    HandmadeFile file = HandmadeFile.header(2, "024a" + declared).hex(background).frame(1);

    Reading reading = Reading.of(file.gzip());

    assertThat(reading.frames()).extracting(Frame::background).containsExactly(true, false);
    long expected = declared.equals("0200") ? 0 : mismatches;
    assertThat(reading.kinds().stream().filter(Finding.Kind.FRAME_COUNT_MISMATCH::equals).count())
        .isEqualTo(expected);
  }

  @Test
  void wrongExtremesAreReported() throws Exception {
    HandmadeFile file = HandmadeFile.header(2, "024b" + "0900", "0251" + "0700").frame(7).frame(1);

    Reading reading = Reading.of(file.gzip());

    assertThat(reading.kinds())
        .contains(Finding.Kind.MAXIMUM_MISMATCH)
        .doesNotContain(Finding.Kind.MINIMUM_MISMATCH);
  }

  @Test
  void countedFilesDeclareWhatIsInThem() throws Exception {
    byte[] file = TestFrames.write(TestFrames.scene(16, 12, 5, 1), WriterOptions.TC2);

    Reading reading = Reading.of(file);

    int min = 65_535;
    int max = 0;
    for (Frame frame : reading.frames()) {
      for (short pixel : frame.pixels()) {
        min = Math.min(min, pixel & 0xFFFF);
        max = Math.max(max, pixel & 0xFFFF);
      }
    }
    assertThat(reading.header().declaredFrameCount()).isEqualTo(OptionalInt.of(5));
    assertThat(reading.header().declaredMinimum()).isEqualTo(OptionalInt.of(min));
    assertThat(reading.header().declaredMaximum()).isEqualTo(OptionalInt.of(max));
    assertThat(reading.kinds()).containsExactly(Finding.Kind.TIMESTAMP_UNUSABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "61, not-gzip",
    "1f, header-unreadable",
    "1f8b0800000000000000, header-unreadable",
  })
  void whatIsNoGzipFileIsRefused(String hex, String code) {
    assertRefused(new HandmadeFile().hex(hex).inflated(), code);
  }

  @ParameterizedTest
  @CsvSource({
    "'', not-cptv",
    "43505400, not-cptv",
    "435054, header-corrupt",
    "4350545600, header-corrupt",
    "435054560048, header-corrupt",
    "43505456004800, unsupported-version",
    "43505456044800, unsupported-version",
    "43505456025800, header-corrupt",
    "43505456024800, header-corrupt",
    "435054560248030458040000000459030000000143, header-corrupt",
    "43505456024803045804000000045903000000014302, header-corrupt",
    "43505456024803045800000000045903000000014301, header-corrupt",
    "43505456024803045801100000045903000000014301, limit-exceeded",
    "43505456024803045800100000045900100000014301, limit-exceeded",
  })
  void whatHasNoUsableHeaderIsRefused(String hex, String code) {
    assertRefused(new HandmadeFile().hex(hex).gzip(), code);
  }

  private static void assertRefused(byte[] file, String code) {
    assertThatThrownBy(() -> Reading.of(file))
        .isInstanceOfSatisfying(CptvException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aFailingSourceIsNoDamagedRecording() throws Exception {
    byte[] file = HandmadeFile.header(2).frame(1).gzip();
    IOException failure = new IOException("the store is away");
    for (int length = 0; length < file.length; length++) {
      byte[] start = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> drain(CptvReader.open(new FailingStream(start, failure))))
          .isSameAs(failure);
      assertThatThrownBy(
              () ->
                  drain(
                      FastReader.openParallel(
                          new FailingStream(start, failure), CptvLimits.DEFAULT)))
          .isSameAs(failure);
    }
  }

  private static void drain(CptvReader opened) throws IOException {
    try (CptvReader reader = opened) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {}
    }
  }

  private static final class FailingStream extends InputStream {

    private final ByteArrayInputStream bytes;
    private final IOException failure;

    FailingStream(byte[] bytes, IOException failure) {
      this.bytes = HandmadeFile.stream(bytes);
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      if (next < 0) {
        throw failure;
      }
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = bytes.read(into, from, length);
      if (count < 0) {
        throw failure;
      }
      return count;
    }
  }
}
