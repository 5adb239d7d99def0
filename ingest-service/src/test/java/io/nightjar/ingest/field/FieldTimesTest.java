package io.nightjar.ingest.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The zone of the tests is 12 h 45 min ahead of UTC, so a time that is taken for local shows. */
class FieldTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2021-11-03T22:15:30Z,                2021-11-03T22:15:30Z",
    "2021-11-03T22:15:30.123456789Z,      2021-11-03T22:15:30.123456789Z",
    "2021-11-03T22:15:30.12+13:00,        2021-11-03T09:15:30.12Z",
    "2021-11-03T22:15:30+1300,            2021-11-03T09:15:30Z",
    "2021-11-03T22:15:30.5-03:30,         2021-11-04T01:45:30.5Z",
    "2021-11-03T22:15:30-0000,            2021-11-03T22:15:30Z",
    "2021-12-31T23:59:59.999999999-12:00, 2022-01-01T11:59:59.999999999Z",
    "2021-11-03T22:15Z,                   2021-11-03T22:15:00Z",
    "2021-11-03t22:15:30z,                2021-11-03T22:15:30Z",
    "2021-11-03 22:15:30+01:00,           2021-11-03T21:15:30Z",
    "2021-11-03T22:15:30,                 2021-11-03T22:15:30Z",
    "2024-02-29T12:00:00+12:45,           2024-02-28T23:15:00Z",
    "'  2021-11-03T22:15:30Z ',           2021-11-03T22:15:30Z"
  })
  void readsWhatTheFieldsClientsWrite(String text, Instant time) {
    assertThat(FieldTimes.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yesterday",
        "1635977730",
        "2021-11-03",
        "22:15:30Z",
        "2021-13-01T00:00:00Z",
        "2021-02-29T00:00:00Z",
        "2021-02-30T00:00:00Z",
        "2021-04-31T00:00:00Z",
        "2021-11-03T24:00:00Z",
        "2021-11-03T22:15:60Z",
        "2021-11-03T22:15:30.1234567891Z",
        "2021-11-03T22:15:30+25:00",
        "2021-11-03T22:15:30+13",
        "2021-11-03T22:15:30 NZDT",
        "2021-11-03T22:15:30Z and more",
        "٢٠٢١-١١-٠٣T22:15:30Z"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(FieldTimes.parse(text)).isEmpty();
  }
}
