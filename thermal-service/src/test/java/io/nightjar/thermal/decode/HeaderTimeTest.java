package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.thermal.metadata.ThermalMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The finding in the metadata and the doubt in the listing never tell different things. */
class HeaderTimeTest {
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
            Decoding.RECEIVED);

    assertThat(recorded.at()).isEqualTo(claimed);
    assertThat(recorded.doubt().isPresent()).isEqualTo(implausible);
    assertThat(metadata.findings().toString().contains("timestamp-implausible"))
        .isEqualTo(implausible);
    assertThat(metadata.quality().toString().contains("recorded-time-doubtful"))
        .isEqualTo(implausible);
  }

  /** The codec, which does not know the day, finds nothing odd in it. */
  @Test
  void aTimeAfterTheReceiptIsInDoubtAsWell() throws Exception {
    ThermalMetadata metadata = metadata(Decoding.RECEIVED.plus(Duration.ofDays(400)));

    assertThat(metadata.findings().toString()).doesNotContain("timestamp-implausible");
    assertThat(metadata.quality())
        .extracting(ThermalMetadata.Oddity::code, ThermalMetadata.Oddity::frame)
        .containsExactly(tuple("recorded-time-doubtful", -1));
  }

  private static ThermalMetadata metadata(Instant claimed) throws Exception {
    Header header = Header.builder(8, 6).set(HeaderField.TIMESTAMP, claimed).build();
    return Decoding.metadata(header, List.of(new Frame(8, 6)));
  }
}
