package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2024-10-02T14:47:11.101+13:00,    2024-10-02T14:47:11.101+13:00",
    "2024-10-02T01:47:11.000000Z,      2024-10-02T01:47:11Z",
    "2012-03-29 03:58:01 UTC,          2012-03-29T03:58:01Z",
    "2021-10-23T23:59:59+1000,         2021-10-23T23:59:59+10:00",
    "2021-10-23T23:59-03:30,           2021-10-23T23:59-03:30",
    "2021-10-23T23:59:59.123456789123Z, 2021-10-23T23:59:59.123456789Z",
    "1970-01-01T13:00:07+13:00,        1970-01-01T13:00:07+13:00"
  })
  void readsTimesWithAnOffset(String text, OffsetDateTime expected) {
    ClaimedTime time = ClaimedTime.parse(text).orElseThrow();

    assertThat(time.withOffset()).contains(expected);
    assertThat(time.withoutOffset()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2015-12-31T23:59:59.5, 2015-12-31T23:59:59.5",
    "2015-12-31 23:59,      2015-12-31T23:59"
  })
  void readsLocalTimes(String text, LocalDateTime expected) {
    ClaimedTime time = ClaimedTime.parse(text).orElseThrow();

    assertThat(time.withOffset()).isEmpty();
    assertThat(time.withoutOffset()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2015-12-31",
        "2015-13-01T00:00:00",
        "2015-02-30T00:00:00Z",
        "2015-12-31T24:30:00Z",
        "2015-12-31T23:59:59+25:00",
        "১৯৭০-01-01T00:00:00Z"
      })
  void readsNothingElse(String text) {
    assertThat(ClaimedTime.parse(text)).isEmpty();
  }
}
