package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvCommandTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"plain, 'plain'", "a b$(c)`d`, 'a b$(c)`d`'", "it's, 'it'\\''s'"})
  void aShellTakesAQuotedValueAsItIs(String value, String quoted) {
    assertThat(EnvCommand.quoted(value)).isEqualTo(quoted);
  }
}
