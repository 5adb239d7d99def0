package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.audio.spectrogram.SoundAnalysis.Outcome;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recordings kept in the repository, against what {@code expected.json} says they hold. */
@Tag("process")
class KeptRecordingsTest {

  private static final Path KEPT =
      Path.of(System.getProperty("nightjar.root", "..")).resolve("fixtures/recordings");

  private static final Instant RECEIVED = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bird-calls.wav", "bird-calls.m4a"})
  void findsEveryCall(String file) throws IOException {
    JsonNode truth = truth(file);

    Outcome.Complete complete = analyse(file);

    SoundMetadata.Columns shape = complete.metadata().spectrogram();
    Npy array = Npy.read(array(complete));
    for (JsonNode call : truth.get("calls")) {
      double middle = call.get("seconds").asDouble() + call.get("duration").asDouble() / 2;
      double hertz = (call.get("firstHertz").asDouble() + call.get("lastHertz").asDouble()) / 2;
      int column =
          (int) Math.round((middle - shape.firstColumnSeconds()) / shape.secondsPerColumn());
      float[] spectrum = array.column(column);
      spectrum[0] = -100; // the wind
      int loudest = Tones.argmax(spectrum);
      // A call that sweeps moves on within half a column; no call here sweeps faster than 8333 Hz a
      // second.
      double tolerance = shape.hertzPerBin() + 8_333 * shape.secondsPerColumn() / 2;
      assertThat(loudest * shape.hertzPerBin()).isCloseTo(hertz, within(tolerance));
      boolean fillsTheWindow = call.get("duration").asDouble() >= 0.15;
      boolean steady = call.get("firstHertz").equals(call.get("lastHertz"));
      if (steady && fillsTheWindow) {
        // up to 0.83 dB less between two bins: the window's scalloping loss
        assertThat((double) spectrum[loudest])
            .isBetween(call.get("decibels").asDouble() - 1, call.get("decibels").asDouble() + 0.2);
      }
    }
  }

  /**
   * Levels that NumPy 2 computes in double precision from the same samples: {@code
   * abs(rfft(padded[k*512:k*512+2048] * window))**2 / window.sum()**2}, four times that but for
   * bins 0 and 1024, {@code 10*log10(… + 1e-10)}.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, -92.929",
    "0, 10, -95.445",
    "0, 500, -99.919",
    "46, 74, -14.380",
    "46, 1024, -99.967",
    "131, 213, -12.366",
    "131, 214, -13.471",
    "131, 230, -99.175",
    "166, 325, -26.393",
    "227, 512, -22.960",
    "227, 700, -99.291",
    "300, 299, -40.366",
    "338, 683, -36.767",
    "374, 3, -82.802",
    "374, 1000, -99.981",
  })
  void agreesWithNumpy(int column, int bin, float level) throws IOException {
    Npy array = Npy.read(array(analyse("bird-calls.wav")));

    assertThat(array.at(bin, column)).isCloseTo(level, within(0.005f));
  }

  @Test
  void readsTheTagsOfAPhone() throws IOException {
    SoundMetadata metadata = analyse("bird-calls.m4a").metadata();

    assertThat(metadata.codec()).isEqualTo("aac");
    assertThat(metadata.durationSeconds()).isBetween(8.0, 8.1); // the tag says 16
    assertThat(metadata.recording().recordedAt())
        .contains(OffsetDateTime.parse("2026-01-15T23:12:13.456+13:00"));
    assertThat(metadata.recording().deviceId()).contains("4712");
    assertThat(metadata.recording().originalSampleRateHertz()).isEqualTo(OptionalInt.of(48_000));
  }

  private Outcome.Complete analyse(String file) throws IOException {
    SoundDecoder decoder = new SoundDecoder(FfmpegInstallation.bundled(), SoundLimits.DEFAULT);
    SoundAnalysis analysis =
        new SoundAnalysis(
            decoder,
            SpectrogramParameters.DEFAULT,
            8,
            new PictureEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT),
            new SoundArtefacts(true, true));
    return (Outcome.Complete)
        analysis.analyse(KEPT.resolve(file), folder, RECEIVED, _ -> {}, _ -> {});
  }

  private static Path array(Outcome.Complete complete) {
    return complete.files().stream()
        .filter(file -> file.name().equals("spectrogram.npy"))
        .findFirst()
        .orElseThrow()
        .path();
  }

  private static JsonNode truth(String file) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(KEPT.resolve("expected.json").toFile());
    for (JsonNode recording : expected.get("recordings")) {
      if (recording.get("file").asText().equals(file)) {
        return recording.get("truth");
      }
    }
    throw new AssertionError(file + " is not in expected.json");
  }
}
