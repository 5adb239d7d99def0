package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items by the examples and the grammar of RFC 9651, sections 3.3.1, 3.3.6 and 3.1.2. */
class StructuredItemTest {
  @ParameterizedTest
  @ValueSource(strings = {"?1", " ?1 ", "?1;a", "?1; a=1;b=\"x; y\"", "?1;*a.b-c_d=?0"})
  void readsABooleanWithAnyParameters(String value) {
    assertThat(StructuredItem.bool(value)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "?2", "?10", "?1, ?1", "?1;", "?1;A", "?1 ;a", "?1;a=", "?1;a=\""})
  void ignoresWhatIsNoBoolean(String value) {
    assertThat(StructuredItem.bool(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "042", "42;a=1"})
  void readsAnInteger(String value) {
    assertThat(StructuredItem.integer(value)).hasValue(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "4.2", "42, 42", "\"42\"", "1234567890123456", "9 9"})
  void ignoresWhatIsNoIntegerFromZero(String value) {
    assertThat(StructuredItem.integer(value)).isEmpty();
  }

  @Test
  void readsTheLargestIntegerThatThereIs() {
    assertThat(StructuredItem.integer("999999999999999")).hasValue(999_999_999_999_999L);
  }

  /** As long as a head may be. */
  @Test
  void readsManyParametersAtNoGreatCost() {
    assertThat(StructuredItem.bool("?1" + ";a=1".repeat(5_000))).contains(true);
    assertThat(StructuredItem.bool("?1" + ";a=1".repeat(5_000) + " !")).isEmpty();
  }
}
