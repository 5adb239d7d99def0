package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  /** The forms of ISO 6709, annex H; 40°12'13.1" is 40 + 12/60 + 13.1/3600. */
  @ParameterizedTest
  @CsvSource({
    "-43.5000+172.5000/,             -43.5,       172.5",
    "+40.20361-075.00417CRSWGS_84/,   40.20361,   -75.00417",
    "+4012.22-07500.25/,              40.203667,  -75.004167",
    "+401213.1-0750015.1/,            40.203639,  -75.004194",
    "-43.5+172.5,                    -43.5,       172.5",
    "+12.34-56.78,                    12.34,      -56.78",
    "+436.5+172.5/,                   436.5,      172.5",
  })
  void readsIso6709(String text, double latitude, double longitude) {
    Position position = Position.parseIso6709(text).orElseThrow();

    assertThat(position.latitude()).isCloseTo(latitude, within(1e-6));
    assertThat(position.longitude()).isCloseTo(longitude, within(1e-6));
    assertThat(position.altitude()).isEmpty();
  }

  @Test
  void readsAnAltitude() {
    Position position = Position.parseIso6709("+27.5916+086.5640+8850.5/").orElseThrow();

    assertThat(position).isEqualTo(new Position(27.5916, 86.564, OptionalDouble.of(8850.5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-43.5 172.5", " -43.5  +172.50 ", "-43.5, 172.5"})
  void readsPairs(String text) {
    assertThat(Position.parsePair(text))
        .contains(new Position(-43.5, 172.5, OptionalDouble.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "here", "43.5", "+43.5", "43.5 N", "1e9999 0", "NaN NaN"})
  void readsNothingElse(String text) {
    assertThat(Position.parsePair(text)).isEmpty();
    assertThat(Position.parseIso6709(text)).isEmpty();
  }
}
