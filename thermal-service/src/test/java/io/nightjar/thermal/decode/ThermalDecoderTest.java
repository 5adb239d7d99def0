package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.thermal.metadata.ThermalMetadata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThermalDecoderTest {
  /** What the generator of the repository's recordings tells of them. */
  @ParameterizedTest
  @CsvSource({"hedgehog.cptv, clean", "hedgehog-truncated.cptv, truncated-in-frame"})
  void agreesWithTheGeneratorOfTheFixtures(String file, String end) throws Exception {
    Path folder = Decoding.ROOT.resolve("fixtures/recordings");
    JsonNode recordings =
        new ObjectMapper().readTree(folder.resolve("expected.json").toFile()).get("recordings");
    JsonNode truth =
        recordings
            .valueStream()
            .filter(recording -> recording.get("file").asText().equals(file))
            .findFirst()
            .orElseThrow()
            .get("truth");

    var recording = Decoding.of(folder.resolve(file));

    ThermalMetadata metadata = recording.metadata();
    assertThat(metadata.frames()).isEqualTo(truth.get("frames").asInt());
    assertThat(metadata.backgroundFrames()).isEqualTo(truth.get("backgroundFrames").asInt());
    assertThat(metadata.width()).isEqualTo(truth.get("width").asInt());
    assertThat(metadata.recordedAt().orElseThrow()).hasToString(truth.get("recordedAt").asText());
    assertThat(metadata.end().code()).isEqualTo(end);
    assertThat(metadata.findings()).isEmpty();
  }

  /** Frame counts, pixel ranges and damage of real recordings, as two other decoders saw them. */
  @TestFactory
  Stream<DynamicTest> agreesWithOtherDecodersOnRealRecordings() throws IOException {
    Path golden = Decoding.SAMPLES.resolve("golden.json");
    if (!Files.exists(golden)) {
      return Stream.of();
    }
    return new ObjectMapper()
        .readTree(golden.toFile()).properties().stream()
            .filter(entry -> entry.getKey().startsWith("thermal/"))
            .map(
                entry ->
                    dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
  }

  private static void compare(String name, JsonNode golden) throws Exception {
    ThermalDecoder.Decoded decoded = decode(Files.readAllBytes(Decoding.SAMPLES.resolve(name)));

    switch (decoded) {
      case ThermalDecoder.Unreadable unreadable -> {
        assertThat(golden.has("frames")).as(unreadable.detail()).isFalse();
        assertThat(unreadable.code()).isNotBlank();
      }
      case ThermalDecoder.Recording recording -> {
        ThermalMetadata metadata = recording.metadata();
        assertThat(metadata.formatVersion()).isEqualTo(golden.get("version").asInt());
        assertThat(metadata.frames()).isEqualTo(golden.get("frames").asInt());
        assertThat(metadata.backgroundFrames()).isEqualTo(golden.get("background_frames").asInt());
        assertThat(metadata.pixels().minimum()).isEqualTo(golden.get("pixel_min").asInt());
        assertThat(metadata.pixels().maximum()).isEqualTo(golden.get("pixel_max").asInt());
        assertThat(metadata.end().code().equals("clean"))
            .as(metadata.end().description())
            .isEqualTo(golden.get("gzip_complete").asBoolean());
      }
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNone() throws Exception {
    ThermalDecoder.Decoded decoded = decode(new byte[] {'a'});

    assertThat(decoded)
        .isInstanceOfSatisfying(
            ThermalDecoder.Unreadable.class,
            unreadable -> assertThat(unreadable.code()).isEqualTo("not-gzip"));
  }

  @Test
  void tellsThePixelsOfEachFrameAndAsksForItsBytesFirst() throws Exception {
    List<String> told = new ArrayList<>();

    Decoding.of(
        Decoding.BY_DEFAULT,
        plain(),
        0,
        pixels -> told.add(pixels + " pixels"),
        bytes -> told.add(bytes > 0 ? "bytes" : "none"));

    assertThat(told).containsExactly("bytes", "768 pixels", "768 pixels", "768 pixels");
  }

  /** A frame of 2048 × 2048 pixels may take 25 bits a pixel, twice, and 2 bytes, twice. */
  @Test
  void asksForTheBytesOfTheLongestBody() throws Exception {
    AtomicLong asked = new AtomicLong();
    byte[] header =
        HexFormat.of()
            .parseHex("43505456" + "02" + "48" + "03" + "045800080000" + "045900080000" + "014301");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
      gzip.write(header);
    }

    Decoding.of(
        Decoding.METADATA_ALONE,
        new ByteArrayInputStream(file.toByteArray()),
        file.size(),
        _ -> {},
        asked::set);

    // A second frame to compare with; four histograms.
    long pixels = 2048L * 2048;
    assertThat(asked.get()).isBetween(pixels * 49 / 4 + (2 << 20), pixels * 49 / 4 + (5 << 20));
  }

  @Test
  void whoIsToldOfTheWorkMayEndIt() throws Exception {
    CancellationException stop = new CancellationException("the time is up");
    AtomicBoolean closed = new AtomicBoolean();
    InputStream source =
        new FilterInputStream(plain()) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };

    assertThatThrownBy(
            () ->
                Decoding.of(
                    Decoding.BY_DEFAULT,
                    source,
                    0,
                    _ -> {
                      throw stop;
                    },
                    _ -> {}))
        .isSameAs(stop);
    assertThat(closed).isTrue();
  }

  private static InputStream plain() throws IOException {
    return Files.newInputStream(Decoding.ROOT.resolve("fixtures/odd/plain.cptv"));
  }

  private static ThermalDecoder.Decoded decode(byte[] file)
      throws IOException, InterruptedException {
    return Decoding.of(new ByteArrayInputStream(file), file.length);
  }
}
