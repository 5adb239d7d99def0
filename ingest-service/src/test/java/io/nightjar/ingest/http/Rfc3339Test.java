package io.nightjar.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  /** The first four are the examples of RFC 3339, section 5.8, but for the leap seconds. */
  @ParameterizedTest
  @CsvSource({
    "1985-04-12T23:20:50.52Z,        1985-04-12T23:20:50.52Z",
    "1996-12-19T16:39:57-08:00,      1996-12-20T00:39:57Z",
    "1937-01-01T12:00:27.87+00:20,   1937-01-01T11:40:27.87Z",
    "1985-04-12t23:20:50.52z,        1985-04-12T23:20:50.52Z",
    "2026-03-01T12:00:00.000000001Z, 2026-03-01T12:00:00.000000001Z",
    "0000-01-01T00:00:00Z,           0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z"
  })
  void readsATimeWithAnOffset(String text, Instant time) {
    assertThat(Rfc3339.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01T12:00:00",
        "2026-03-01 12:00:00Z",
        " 2026-03-01T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-03-01T12:00:00+19:00",
        "2026-03-01T12:00:00[Pacific/Auckland]",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
        "+999999999-12-31T23:59:59Z"
      })
  void whatIsNoSuchTimeIsNone(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }
}
