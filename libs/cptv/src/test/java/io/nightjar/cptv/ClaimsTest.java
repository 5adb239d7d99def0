package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Finding.Kind;
import io.nightjar.cptv.file.WriterOptions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a header claims of time and place that can't be true is said; a time is kept, a place not.
 */
class ClaimsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z, the clock was not set",
    "1700000000000, 1970-01-20T16:13:20Z, 2023-11-14T22:13:20Z if the camera wrote milliseconds",
    "1700000000, 1970-01-01T00:28:20Z, 2023-11-14T22:13:20Z if the camera wrote seconds",
    "1451606399999999, 2015-12-31T23:59:59.999999Z, the clock was not set",
    "4102444800000000, 2100-01-01T00:00:00Z, the clock was not set",
    "4294967295000000, 2106-02-07T06:28:15Z, the clock was not set",
    "253402300799999999, 9999-12-31T23:59:59.999999Z, the clock was not set"
  })
  void aTimeBeforeOrAfterAllRecordingsIsKeptAndSaid(long micros, Instant time, String reason)
      throws Exception {
    Reading reading = read(Field.ofNumber('T', 8, micros));

    assertThat(reading.header().recordedAt()).contains(time);
    assertThat(details(reading, Kind.TIMESTAMP_IMPLAUSIBLE))
        .singleElement()
        .asString()
        .startsWith("the recording starts " + time)
        .contains(reason);
    assertThat(reading.kinds()).doesNotContain(Kind.TIMESTAMP_UNUSABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2016-01-01T00:00:00Z", "2099-12-31T23:59:59.999999Z"})
  void aTimeInBetweenIsBelieved(Instant time) throws Exception {
    Reading reading = Reading.of(file(header().set(HeaderField.TIMESTAMP, time).build()));

    assertThat(reading.findings()).isEmpty();
  }

  @Test
  void theTimeOfTheLocationIsLookedAtToo() throws Exception {
    Reading reading = read(Field.ofNumber('S', 8, 1_700_000_000_000L));

    assertThat(reading.header().locatedAt()).contains(Instant.parse("1970-01-20T16:13:20Z"));
    assertThat(details(reading, Kind.TIMESTAMP_IMPLAUSIBLE))
        .singleElement()
        .asString()
        .startsWith("the location is of 1970");
  }

  @ParameterizedTest
  @CsvSource({
    "L, 436",
    "L, 90.00001",
    "L, -90.00001",
    "L, NaN",
    "L, Infinity",
    "L, -Infinity",
    "O, 1727",
    "O, 180.0001",
    "O, -180.0001",
    "O, NaN",
    "O, Infinity",
    "A, 10001",
    "A, -5001",
    "A, NaN",
    "A, -Infinity",
    "A, 1e30",
    "U, -1",
    "U, 20040002",
    "U, NaN",
    "U, Infinity"
  })
  void whatNoPlaceHasIsSaidAndNotUsed(char code, float value) throws Exception {
    Reading reading = read(Field.ofNumber(code, 4, Float.floatToRawIntBits(value)));

    assertThat(details(reading, Kind.LOCATION_IMPLAUSIBLE))
        .singleElement()
        .asString()
        .contains(String.valueOf(value))
        .endsWith("and is not used");
    assertThat(ofCode(reading.header(), code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "L, 90",
    "L, -90",
    "L, 0",
    "O, 180",
    "O, -180",
    "A, 10000",
    "A, -5000",
    "A, 0",
    "U, 0",
    "U, 20040000"
  })
  void theEndsOfTheRangesAreUsed(char code, float value) throws Exception {
    Reading reading = read(Field.ofNumber(code, 4, Float.floatToRawIntBits(value)));

    assertThat(reading.kinds()).doesNotContain(Kind.LOCATION_IMPLAUSIBLE);
    assertThat(ofCode(reading.header(), code)).hasValue(value);
  }

  @Test
  void halfAPlaceIsNotUsed() throws Exception {
    Header header =
        header().set(HeaderField.LATITUDE, -43.5f).set(HeaderField.LONGITUDE, 1727f).build();

    Reading reading = Reading.of(file(header));

    assertThat(reading.header().latitude()).isEmpty();
    assertThat(reading.header().longitude()).isEmpty();
  }

  /** The real recording {@code v3-byte.cptv} stands at 142.3° north and 39.2° west. */
  @Test
  void aLatitudeThatMayBeTheLongitudeIsSaidToBeSo() throws Exception {
    Header header =
        header().set(HeaderField.LATITUDE, 142.3f).set(HeaderField.LONGITUDE, -39.2f).build();

    Reading reading = Reading.of(file(header));

    assertThat(details(reading, Kind.LOCATION_IMPLAUSIBLE))
        .containsExactly(
            "latitude 142.3 lies outside of -90…90 (swapped with the longitude?), and is not used");
    assertThat(reading.header().longitude()).isEmpty();
  }

  private static OptionalDouble ofCode(Header header, char code) {
    return switch (code) {
      case 'L' -> header.latitude();
      case 'O' -> header.longitude();
      case 'A' -> header.altitude();
      case 'U' -> header.accuracy();
      default -> throw new AssertionError("no part of a location: " + code);
    };
  }

  private static List<String> details(Reading reading, Kind kind) {
    return reading.findings().stream()
        .filter(finding -> finding.kind() == kind)
        .map(Finding::detail)
        .toList();
  }

  private static Reading read(Field field) throws Exception {
    return Reading.of(file(header().put(field).build()));
  }

  private static HeaderBuilder header() {
    return Header.builder(8, 6).set(HeaderField.TIMESTAMP, Instant.parse("2024-05-06T19:45:36Z"));
  }

  private static byte[] file(Header header) throws Exception {
    return TestFrames.write(header, TestFrames.scene(8, 6, 1, 1), WriterOptions.GO);
  }
}
