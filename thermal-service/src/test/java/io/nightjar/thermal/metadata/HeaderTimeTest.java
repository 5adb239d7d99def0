package io.nightjar.thermal.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finding in the metadata and the doubt in the listing never tell different things. */
class HeaderTimeTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, true",
    "2001-01-01T00:00:00Z, true",
    "2015-12-31T23:59:59.999999Z, true",
    "2016-01-01T00:00:00Z, false",
    "2026-03-01T11:00:00Z, false",
    "2106-02-07T06:28:15Z, true",
  })
  void aTimeWithAFindingIsInDoubtAndOneWithoutIsNot(Instant claimed, boolean implausible)
      throws Exception {
    ThermalMetadata metadata = metadata(claimed);

    RecordedTime recorded =
        RecordedTime.claimed(
            metadata.recordedAt().orElseThrow(),
            RecordedTime.Source.HEADER,
            MediaKind.THERMAL,
            RECEIVED);

    assertThat(recorded.at()).isEqualTo(claimed);
    assertThat(recorded.doubt().isPresent()).isEqualTo(implausible);
    assertThat(metadata.findings().toString().contains("timestamp-implausible"))
        .isEqualTo(implausible);
  }

  private static ThermalMetadata metadata(Instant claimed) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header = Header.builder(8, 6).set(HeaderField.TIMESTAMP, claimed).build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      writer.write(new Frame(8, 6));
    }
    var decoded =
        (ThermalDecoder.Recording)
            ThermalDecoder.decode(
                new ByteArrayInputStream(file.toByteArray()), CptvLimits.DEFAULT, _ -> {}, _ -> {});
    return decoded.metadata();
  }
}
