package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.TableChecksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recording decodes to the pixels that independent decoders agree on, in each way to read.
 */
class GoldenTest {

  @TestFactory
  Stream<DynamicTest> recordingsDecodeToTheirGoldenPixels() {
    return Samples.recordings()
        .flatMap(
            golden ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        golden.name(),
                        () ->
                            decodesTo(
                                golden, CptvReader.open(Files.newInputStream(golden.file())))),
                    DynamicTest.dynamicTest(
                        golden.name() + " with vectors",
                        () ->
                            decodesTo(
                                golden,
                                FastReader.open(
                                    Files.newInputStream(golden.file()), CptvLimits.DEFAULT))),
                    DynamicTest.dynamicTest(
                        golden.name() + " with our own checksum",
                        () -> decodesTo(golden, openPlain(golden))),
                    DynamicTest.dynamicTest(
                        golden.name() + " with the JDK's inflater",
                        () ->
                            decodesTo(
                                golden,
                                CptvReader.openWithJdkInflater(
                                    Files.newInputStream(golden.file()), CptvLimits.DEFAULT))),
                    DynamicTest.dynamicTest(
                        golden.name() + " on two threads",
                        () ->
                            decodesTo(
                                golden,
                                FastReader.openParallel(
                                    Files.newInputStream(golden.file()), CptvLimits.DEFAULT)))));
  }

  private static CptvReader openPlain(Samples.Golden golden) throws Exception {
    GzipInflatedBytes inflated =
        new GzipInflatedBytes(
            new CompressedInput(Files.newInputStream(golden.file())), new TableChecksum());
    return CptvReader.open(inflated, CptvLimits.DEFAULT, new PlainDeltaDecoder(), inflated);
  }

  private static void decodesTo(Samples.Golden golden, CptvReader opened) throws Exception {
    try (CptvReader reader = opened) {
      Frame frame = reader.newFrame();
      PixelHash hash = new PixelHash();
      while (reader.read(frame)) {
        hash.add(frame);
      }
      assertThat(reader.header().version()).isEqualTo(golden.version());
      assertThat(reader.frames()).isEqualTo(golden.frames());
      assertThat(reader.backgroundFrames()).isEqualTo(golden.backgroundFrames());
      assertThat(hash.hex()).isEqualTo(golden.pixelsSha256());
      assertThat(reader.ending().code())
          .isEqualTo(golden.complete() ? "clean" : "truncated-in-frame");
      if (!golden.header().isEmpty()) {
        assertThat(reader.header().fields().stream().map(Field::toString))
            .containsExactlyElementsOf(
                golden.header().stream()
                    .map(text -> text.substring(0, text.indexOf('=')))
                    .toList());
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> otherFilesAreRefused() {
    return Samples.golden()
        .filter(golden -> golden.frames() < 0)
        .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> isRefused(golden)));
  }

  private static void isRefused(Samples.Golden golden) throws IOException {
    byte[] bytes = Files.readAllBytes(golden.file());
    assertThatThrownBy(() -> CptvReader.open(new ByteArrayInputStream(bytes)))
        .isInstanceOfSatisfying(
            CptvException.class,
            e -> assertThat(e.code()).isEqualTo(bytes.length == 0 ? "empty" : "not-gzip"));
  }
}
