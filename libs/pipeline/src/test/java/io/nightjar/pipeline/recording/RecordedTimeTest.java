package io.nightjar.pipeline.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTimeTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "1970-01-01T00:00:00Z, AUDIO, true",
    "1980-01-06T00:00:10Z, AUDIO, true",
    "2000-12-31T23:59:59Z, AUDIO, true",
    "2001-01-01T00:00:00Z, AUDIO, false",
    "2001-01-01T00:00:00Z, THERMAL, true",
    "2015-12-31T23:59:59.999999999Z, THERMAL, true",
    "2016-01-01T00:00:00Z, THERMAL, false",
    "2026-03-01T11:59:00Z, THERMAL, false",
    "2026-03-02T14:00:00Z, THERMAL, false",
    "2026-03-02T14:00:01Z, THERMAL, true",
    "2026-03-02T14:00:00Z, AUDIO, false",
    "2026-03-02T14:00:01Z, AUDIO, true",
    "2106-02-07T06:28:15Z, THERMAL, true",
  })
  void keepsWhatIsClaimedAndSaysWhereItCanNotBeTrue(Instant at, MediaKind kind, boolean doubtful) {
    RecordedTime time = RecordedTime.claimed(at, RecordedTime.Source.CLIENT, kind, RECEIVED);

    assertThat(time.at()).isEqualTo(at);
    assertThat(time.doubt())
        .isEqualTo(doubtful ? Optional.of(RecordedTime.Doubt.CLOCK) : Optional.empty());
  }

  @Test
  void aClockInDoubtGoesBeforeAMissingZone() {
    RecordedTime unset =
        RecordedTime.claimed(Instant.EPOCH, RecordedTime.Source.TAGS, MediaKind.AUDIO, RECEIVED)
            .withoutZone();

    assertThat(unset.doubt()).contains(RecordedTime.Doubt.CLOCK);
  }

  @Test
  void standsInDocumentsInPlainWords() {
    RecordedTime local =
        RecordedTime.claimed(RECEIVED, RecordedTime.Source.TAGS, MediaKind.AUDIO, RECEIVED)
            .withoutZone();

    assertThat(new String(Json.bytes(local), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"at\":\"2026-03-01T12:00:00Z\",\"source\":\"tags\",\"doubt\":\"zone\"}");
  }
}
