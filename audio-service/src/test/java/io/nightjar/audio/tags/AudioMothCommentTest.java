package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioMothCommentTest {

  private static final String ARTIST = "AudioMoth 0123456789ABCDEF";

  /** In the words of the firmwares since 1.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Recorded at 10:34:00 30/05/2023 (UTC+12) by AudioMoth 0123456789ABCDEF at medium gain"
            + " while battery was 4.1V and temperature was 12.3C. | 2023-05-30T10:34:00+12:00",
        "Recorded at 01:02:03 04/05/2019 (UTC) by AudioMoth 0123456789ABCDEF at gain setting 2"
            + " while battery state was 4.9V. | 2019-05-04T01:02:03Z",
        "Recorded at 01:02:03 04/05/2019 (UTC-3:30) by AudioMoth 0123456789ABCDEF at low gain"
            + " setting while battery state was less than 3.6V | 2019-05-04T01:02:03-03:30",
        "Recorded at 01:02:03 04/05/2019 (UTC+5:45) by AudioMoth 0123456789ABCDEF at low gain |"
            + " 2019-05-04T01:02:03+05:45",
        "Recorded at 01:02:03 04/05/2019 (UTC-0:30) by AudioMoth 0123456789ABCDEF at low gain |"
            + " 2019-05-04T01:02:03-00:30",
        "Recorded at 01:02:03.250 04/05/2022 (UTC+1) during deployment FEDCBA9876543210 at high"
            + " gain | 2022-05-04T01:02:03.250+01:00",
      })
  void readsTimeAndSerialNumber(String comment, OffsetDateTime expected) {
    AudioMothComment read = AudioMothComment.parse(comment, ARTIST).orElseThrow();

    assertThat(read.recordedAt().withOffset()).contains(expected);
    assertThat(read.deviceId()).contains("0123456789ABCDEF");
  }

  /** In the words of the firmwares 1.0, 1.2, 1.4 and later. */
  @ParameterizedTest
  @CsvSource({
    "at gain setting 2 while battery state was 4.9V., 2, 4.9,",
    "at low gain setting while battery state was less than 3.6V, low, ,",
    "at medium-high gain setting while battery state was 3.6V and temperature was -2.5C.,"
        + " medium-high, 3.6, -2.5",
    "at high gain while battery was 4.1V and temperature was 12.3C., high, 4.1, 12.3",
    "at low-medium gain while battery was greater than 4.9V and temperature was 12.3C.,"
        + " low-medium, , 12.3",
    "using external microphone, , ,",
  })
  void readsHowTheRecorderFared(
      String words, @Nullable String gain, @Nullable Double volts, @Nullable Double degrees) {
    String comment = "Recorded at 01:02:03 04/05/2022 (UTC) by AudioMoth 0123456789ABCDEF " + words;

    AudioMothComment read = AudioMothComment.parse(comment, ARTIST).orElseThrow();

    assertThat(read.gain()).isEqualTo(Optional.ofNullable(gain));
    assertThat(read.batteryVolts()).isEqualTo(Optional.ofNullable(volts));
    assertThat(read.temperatureCelsius()).isEqualTo(Optional.ofNullable(degrees));
  }

  @Test
  void knowsNoSerialNumberWithoutOne() {
    String comment = "Recorded at 01:02:03 04/05/2022 (UTC) during deployment FEDCBA9876543210 at";

    assertThat(AudioMothComment.parse(comment, "").orElseThrow().deviceId())
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Tui at dawn",
        "Recorded at 10:34:00 31/02/2023 (UTC+12) by AudioMoth 0123456789ABCDEF",
        "Recorded at 10:34:00 30/05/2023 (UTC+99) by AudioMoth 0123456789ABCDEF",
        "Recorded at 10:34 by somebody"
      })
  void readsNoOtherComments(String comment) {
    assertThat(AudioMothComment.parse(comment, ARTIST)).isEmpty();
  }
}
