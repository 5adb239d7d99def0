package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.thermal.metadata.ThermalMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The metadata of every small odd or damaged file of the repository is what its table says. */
class OddRecordingsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("nightjar.root", ".."), "fixtures/odd").normalize();

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = "../fixtures/odd/expected.csv", numLinesToSkip = 1)
  void theMetadataIsThatOfTheTable(ArgumentsAccessor row) throws Exception {
    ThermalDecoder.Decoded decoded = decode(text(row, 0));

    switch (decoded) {
      case ThermalDecoder.Unreadable unreadable -> {
        assertThat(row.getString(2)).as(unreadable.detail()).isNull();
        assertThat(unreadable.code()).isEqualTo(text(row, 1));
      }
      case ThermalDecoder.Recording recording -> {
        ThermalMetadata metadata = recording.metadata();
        assertThat(metadata.frames()).isEqualTo(row.getInteger(2));
        assertThat(metadata.backgroundFrames()).isEqualTo(row.getInteger(3));
        assertThat(metadata.end().code()).isEqualTo(text(row, 1));
        assertThat(metadata.findings().stream().map(ThermalMetadata.Oddity::code))
            .containsExactlyInAnyOrder(
                text(row, 11).isEmpty() ? new String[0] : text(row, 11).split(" ", -1));
        assertThat(metadata.recordedAt().map(Instant::toString).orElse("")).isEqualTo(text(row, 6));
        if (metadata.frames() > 0) {
          assertThat(metadata.pixels().minimum()).isEqualTo(row.getInteger(4));
          assertThat(metadata.pixels().maximum()).isEqualTo(row.getInteger(5));
        }
        placeIs(row, metadata.location());
      }
    }
  }

  private static void placeIs(ArgumentsAccessor row, ThermalMetadata.Location location) {
    isNear(location.latitudeDegrees(), row.getDouble(7));
    isNear(location.longitudeDegrees(), row.getDouble(8));
    isNear(location.altitudeMetres(), row.getDouble(9));
    isNear(location.accuracyMetres(), row.getDouble(10));
  }

  private static void isNear(OptionalDouble found, @Nullable Double expected) {
    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.orElse(Double.NaN)).isCloseTo(expected, within(1e-5));
    }
  }

  private static ThermalDecoder.Decoded decode(String file)
      throws IOException, InterruptedException {
    Path recording = FOLDER.resolve(file);
    return Decoding.of(Files.newInputStream(recording), Files.size(recording));
  }

  private static String text(ArgumentsAccessor row, int column) {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
