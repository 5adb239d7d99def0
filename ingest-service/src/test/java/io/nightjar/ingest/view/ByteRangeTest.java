package io.nightjar.ingest.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 9110, section 14.1.2, and their edges; the object has 10000 bytes. */
class ByteRangeTest {
  private static final long SIZE = 10_000;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-499, 0, 499",
    "bytes=500-999, 500, 999",
    "bytes=-500, 9500, 9999",
    "bytes=9500-, 9500, 9999",
    "bytes=0-0, 0, 0",
    "bytes=9999-9999, 9999, 9999",
    "bytes=9999-10000, 9999, 9999",
    "bytes=0-999999999999999999, 0, 9999",
    "bytes=-10001, 0, 9999",
    "BYTES=0-0, 0, 0",
    "Bytes=-1, 9999, 9999",
    "bytes=0-9999999999999999999999, 0, 9999",
    "bytes=00000000000000000000005-0000000000000000000000006, 5, 6",
    "bytes=-9999999999999999999999, 0, 9999"
  })
  void answersOneRangeWithThatPart(String header, long first, long last) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new ByteRange.Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=9999999999999999999999-"})
  void refusesWhatLiesOutside(String header) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new ByteRange.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=0-0,-1",
        "lines=1-2",
        "bytes=9999999999999999999999-5",
        "bytes=a-b"
      })
  void answersWhatItNeedNotUnderstandWithTheWhole(String header) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new ByteRange.Whole());
  }
}
