package io.nightjar.thermal.metadata;

import io.nightjar.cptv.CptvLimits;



import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ThermalDecoderTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("nightjar.root", ".."), "..", "shared", "samples").normalize();

  /**
   * The one raw recording: its bodies read as plain little-endian numbers. The other decoders take
   * its pixels for differences.
   */
  private static final int RAW_MINIMUM = 7806;

  private static final int RAW_MAXIMUM = 8362;

  /** Frame counts, pixel ranges and damage of real recordings, as two other decoders saw them. */
  @TestFactory
  Stream<DynamicTest> agreesWithOtherDecodersOnRealRecordings() throws IOException {
    Path golden = SAMPLES.resolve("golden.json");
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
    ThermalDecoder.Decoded decoded =
        ThermalDecoder.decode(Files.newInputStream(SAMPLES.resolve(name)), CptvLimits.DEFAULT);

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
        boolean raw = metadata.compression().equals("raw");
        int minimum = raw ? RAW_MINIMUM : golden.get("pixel_min").asInt();
        int maximum = raw ? RAW_MAXIMUM : golden.get("pixel_max").asInt();
        assertThat(metadata.pixels().minimum()).isEqualTo(minimum);
        assertThat(metadata.pixels().maximum()).isEqualTo(maximum);
        assertThat(metadata.end().code().equals("clean"))
            .as(metadata.end().description())
            .isEqualTo(golden.get("gzip_complete").asBoolean());
      }
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNone() throws Exception {
    ThermalDecoder.Decoded decoded =
        ThermalDecoder.decode(new ByteArrayInputStream(new byte[] {'a'}), CptvLimits.DEFAULT);

    assertThat(decoded)
        .isInstanceOfSatisfying(
            ThermalDecoder.Unreadable.class,
            unreadable -> assertThat(unreadable.code()).isEqualTo("not-gzip"));
  }
}
