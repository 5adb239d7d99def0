package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.FileRange;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import io.nightjar.pipeline.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that one pass makes of the recordings of which the generator tells the truth. */
class ArtefactsTest {
  private static final Path FOLDER = Decoding.ROOT.resolve("fixtures/recordings");

  /** The generator's correction is before frame 46, and less than 9.9 seconds before all others. */
  @Test
  void framesAfterTheCorrectionAreToldApart() throws Exception {
    ThermalDecoder.Recording recording = Decoding.of(FOLDER.resolve("hedgehog.cptv"));

    int corrected = truth(0).get("frameAfterFlatFieldCorrection").asInt();
    List<Integer> affected = new ArrayList<>();
    JsonNode column = Decoding.document(recording, "telemetry.json").get("affected");
    for (int frame = 0; frame < column.size(); frame++) {
      if (column.get(frame).asBoolean()) {
        affected.add(frame);
      }
    }
    int frames = truth(0).get("frames").asInt();
    assertThat(affected).isEqualTo(IntStream.range(corrected, frames).boxed().toList());
    assertThat(recording.metadata().unaffectedPixels().orElseThrow().frames())
        .isEqualTo(corrected - truth(0).get("backgroundFrames").asInt());
    assertThat(recording.metadata().levels().orElseThrow().frames()).isEqualTo("unaffected");
    assertThat(recording.metadata().quality()).isEmpty();
  }

  /** Minimum, maximum and mean of each frame, added up here. */
  @ParameterizedTest
  @CsvSource({"hedgehog.cptv", "hedgehog-truncated.cptv"})
  void telemetryTellsOfThePixelsOfEveryFrame(String file) throws Exception {
    JsonNode telemetry = Decoding.document(Decoding.of(FOLDER.resolve(file)), "telemetry.json");

    int count = 0;
    try (CptvReader reader = CptvReader.open(Files.newInputStream(FOLDER.resolve(file)))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        int[] values = new int[frame.pixels().length];
        for (int i = 0; i < values.length; i++) {
          values[i] = frame.pixels()[i] & 0xFFFF;
        }
        var expected = IntStream.of(values).summaryStatistics();
        assertThat(telemetry.get("minimum").get(count).asInt()).isEqualTo(expected.getMin());
        assertThat(telemetry.get("maximum").get(count).asInt()).isEqualTo(expected.getMax());
        assertThat(telemetry.get("mean").get(count).asDouble())
            .isEqualTo(Math.round(100 * expected.getAverage()) / 100.0);
        assertThat(telemetry.get("background").get(count).asBoolean())
            .isEqualTo(frame.background());
        count++;
      }
    }
    assertThat(telemetry.get("frames").asInt()).isEqualTo(count);
    assertThat(telemetry.get("timeMillis")).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"hedgehog.cptv", "hedgehog-truncated.cptv"})
  void everyReadableFrameIsFoundByTheIndex(String file) throws Exception {
    ThermalDecoder.Recording recording = Decoding.of(FOLDER.resolve(file));

    RecordingIndex index;
    try (InputStream in = Files.newInputStream(Decoding.file(recording, "recording.idx"))) {
      index = IndexFormat.read(in, CptvLimits.DEFAULT);
    }
    assertThat(index.frames()).isEqualTo(recording.metadata().frames());
    try (SeekableRecording seekable =
            SeekableRecording.open(new FileRange(FOLDER.resolve(file)), index, CptvLimits.DEFAULT);
        CptvReader reader = CptvReader.open(Files.newInputStream(FOLDER.resolve(file)))) {
      Frame expected = reader.newFrame();
      Frame found = seekable.newFrame();
      while (reader.read(expected)) {
        assertThat(seekable.read(expected.number(), found)).isTrue();
        assertThat(found.pixels()).isEqualTo(expected.pixels());
      }
    }
  }

  @Test
  void theSourceIsReadOnce() throws Exception {
    Path file = FOLDER.resolve("hedgehog.cptv");
    Counted counted = new Counted(Files.newInputStream(file));

    Decoding.of(counted, Files.size(file));

    assertThat(counted.bytes).isEqualTo(Files.size(file));
  }

  @Test
  void whatIsNotWantedIsNotMade() throws Exception {
    Path file = FOLDER.resolve("hedgehog.cptv");

    ThermalDecoder.Recording all = Decoding.of(file);
    var alone =
        (ThermalDecoder.Recording)
            Decoding.of(
                Decoding.METADATA_ALONE,
                Files.newInputStream(file),
                Files.size(file),
                _ -> {},
                _ -> {});

    assertThat(all.files())
        .extracting(DerivedFile::name)
        .containsExactlyInAnyOrder("telemetry.json", "recording.idx", "tracks.json");
    assertThat(alone.files()).isEmpty();
    assertThat(alone.animals()).isEmpty();
    assertThat(alone.metadata()).isEqualTo(all.metadata());
  }

  @Test
  void theSameRecordingGivesTheSameBytes() throws Exception {
    ThermalDecoder.Recording once = Decoding.of(FOLDER.resolve("hedgehog.cptv"));
    ThermalDecoder.Recording again = Decoding.of(FOLDER.resolve("hedgehog.cptv"));

    for (DerivedFile file : once.files()) {
      assertThat(Decoding.file(again, file.name())).hasSameBinaryContentAs(file.content());
    }
  }

  /** Every field of the document is said to come from somewhere, once. */
  @Test
  void whatWasDerivedFromWhatNamesEveryField() throws Exception {
    ThermalDecoder.Recording recording = Decoding.of(FOLDER.resolve("hedgehog.cptv"));
    JsonNode document = new ObjectMapper().readTree(Json.document(recording.metadata()));
    JsonNode schema =
        new ObjectMapper()
            .readTree(Decoding.ROOT.resolve("docs/artefacts/metadata.schema.json").toFile());

    List<String> named = new ArrayList<>();
    for (JsonNode origin : document.get("derivedFrom")) {
      origin.forEach(name -> named.add(name.asText()));
    }

    List<String> fields = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(fields::add);
    fields.remove("derivedFrom");
    assertThat(named).containsExactlyInAnyOrderElementsOf(fields);
  }

  private static JsonNode truth(int recording) throws IOException {
    return new ObjectMapper()
        .readTree(FOLDER.resolve("expected.json").toFile())
        .at("/recordings/" + recording + "/truth");
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      bytes += Math.max(0, count);
      return count;
    }
  }
}
