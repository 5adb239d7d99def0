package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Real recordings, read and written again. */
@Tag("thorough")
class RewriteTest {

  @TestFactory
  Stream<DynamicTest> filesOfTheGoRecorderComeOutByteForByte() {
    return Samples.recordings()
        .filter(RewriteTest::isOfTheGoRecorder)
        .filter(golden -> !golden.name().contains("python") && !golden.name().contains("members"))
        .filter(golden -> !golden.name().contains("v3-byte") && golden.complete())
        .map(
            golden ->
                DynamicTest.dynamicTest(golden.name(), () -> sameBytes(golden, goOptions(golden))));
  }

  /** It writes the device's name; of the small files only one is as it writes them. */
  private static boolean isOfTheGoRecorder(Samples.Golden golden) {
    return golden.header().stream().anyMatch(field -> field.startsWith("D["))
        || golden.name().equals("plain.cptv");
  }

  /** The branch of the recorder that wrote J, K and Q put them first. */
  private static WriterOptions goOptions(Samples.Golden golden) {
    return golden.name().contains("jkq")
        ? WriterOptions.GO.withOrder(FieldOrder.AS_READ)
        : WriterOptions.GO;
  }

  @TestFactory
  Stream<DynamicTest> filesOfTheLowPowerCameraComeOutByteForByte() {
    return Samples.recordings()
        .filter(
            golden ->
                golden.name().contains("two-members")
                    || golden.name().equals("low-power-camera.cptv"))
        .map(
            golden ->
                DynamicTest.dynamicTest(golden.name(), () -> sameBytes(golden, WriterOptions.TC2)));
  }

  private static void sameBytes(Samples.Golden golden, WriterOptions options) throws Exception {
    byte[] original = Files.readAllBytes(golden.file());

    byte[] rewritten = rewrite(original, options);

    assertThat(inflate(rewritten)).isEqualTo(inflate(original));
  }

  @TestFactory
  Stream<DynamicTest> everyPolicyKeepsEveryPixelAndField() {
    return Samples.recordings()
        .filter(golden -> !golden.name().contains("raw") && golden.complete())
        .flatMap(
            golden ->
                Stream.of(WriterOptions.GO, WriterOptions.TC2, WriterOptions.PYTHON)
                    .map(
                        options ->
                            DynamicTest.dynamicTest(
                                golden.name() + " as " + options.order(),
                                () -> samePixels(golden, options.withLevel(1)))));
  }

  private static void samePixels(Samples.Golden golden, WriterOptions options) throws Exception {
    byte[] original = Files.readAllBytes(golden.file());

    byte[] rewritten = rewrite(original, options);

    try (CptvReader before = CptvReader.open(new ByteArrayInputStream(original));
        CptvReader after = CptvReader.open(new ByteArrayInputStream(rewritten))) {
      Frame expected = before.newFrame();
      Frame actual = after.newFrame();
      while (before.read(expected)) {
        assertThat(after.read(actual)).isTrue();
        assertThat(actual.pixels()).isEqualTo(expected.pixels());
        assertThat(telemetry(actual)).isEqualTo(telemetry(expected));
      }
      assertThat(after.read(actual)).isFalse();
      assertThat(after.ending()).isEqualTo(new Ending.Clean());
    }
  }

  private static List<Object> telemetry(Frame frame) {
    return List.of(
        frame.number(),
        frame.background(),
        frame.timeOnMillis(),
        frame.offsetMicros(),
        frame.lastFfcMillis(),
        frame.temperature(),
        frame.temperatureAtFfc(),
        frame.unknownFields());
  }

  private static byte[] rewrite(byte[] original, WriterOptions options) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(original));
        CptvWriter writer = CptvWriter.create(out, reader.header(), options)) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        writer.write(frame);
      }
    }
    return out.toByteArray();
  }

  private static byte[] inflate(byte[] file) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
