package io.nightjar.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryValuesTest {
  @ParameterizedTest
  @CsvSource({", 100", "1, 1", "7, 7", "1000, 1000"})
  void readsALimit(@Nullable String text, int limit) {
    assertThat(QueryValues.limit(text, 100, 1_000)).isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1001", "2147483648", "1e2", "1.0", " 1", "x"})
  void refusesWhatIsNoLimit(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> QueryValues.limit(text, 100, 1_000))
        .withMessage("limit must be a number from 1 to 1000");
  }

  @ParameterizedTest
  @CsvSource({", false", "false, false", "true, true"})
  void readsAFlag(@Nullable String text, boolean wanted) {
    assertThat(QueryValues.flag("keep", text)).isEqualTo(wanted);
  }

  /** A flag that is misread would make tokens void. */
  @ParameterizedTest
  @ValueSource(strings = {"", "null", "TRUE", "1", "yes"})
  void refusesWhatIsNoFlag(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> QueryValues.flag("keep", text))
        .withMessage("keep must be true or false");
  }
}
