package io.nightjar.pipeline.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
  private static final String ID = "01890000-0000-7000-8000-000000000001";
  private static final RecordingId RECORDING = RecordingId.parse(ID).orElseThrow();

  @Test
  void standsInKeysInUtc() {
    Position position =
        new Position(Instant.parse("2026-03-01T04:05:06.789123Z"), RECORDING, MediaKind.AUDIO);

    assertThat(position.text()).isEqualTo("2026-03-01/040506789-" + ID + ".audio");
    assertThat(Position.parse(position.text())).contains(position);
  }

  @Test
  void staysInYearsOfFourDigits() {
    assertThat(new Position(Instant.MAX, RECORDING, MediaKind.AUDIO).text())
        .isEqualTo("9999-12-31/235959999-" + ID + ".audio");
    assertThat(new Position(Instant.MIN, RECORDING, MediaKind.AUDIO).text())
        .isEqualTo("0000-01-01/000000000-" + ID + ".audio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01/040506789",
        "2026-02-30/040506789-" + ID + ".audio",
        "2026-03-01/250506789-" + ID + ".audio",
        "2026-03-01/040506789-" + ID + ".video",
        "2026-03-01/040506789-" + ID + ".audio/",
        "../2026-03-01/040506789-" + ID + ".audio",
        "2026-03-01/040506789-01890000-0000-1000-8000-000000000001.audio",
      })
  void takesNothingElse(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }
}
