package io.nightjar.registry.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  /** From the tests of Argon2's reference implementation. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  private final Passwords passwords = new Passwords(1, Duration.ofSeconds(30));

  @Test
  void knowsAPasswordByAHashOfTheReferenceImplementation() throws Exception {
    assertThat(passwords.matches("password", Optional.of(REFERENCE))).isTrue();
    assertThat(passwords.matches("passwore", Optional.of(REFERENCE))).isFalse();
  }

  @Test
  void hashesWithWhatOwaspAdvisesAndANewSalt() throws Exception {
    String first = passwords.hash("correct horse");
    String second = passwords.hash("correct horse");

    assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(second);
    assertThat(passwords.matches("correct horse", Optional.of(first))).isTrue();
    assertThat(passwords.matches("correct horse", Optional.empty())).isFalse();
  }

  @Test
  void whoFindsNoPlaceIsToldSo() {
    Passwords none = new Passwords(0, Duration.ofMillis(1));

    assertThatThrownBy(() -> none.hash("correct horse")).isInstanceOf(PasswordsBusyException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234567"})
  void aShortPasswordIsNone(String password) {
    assertThatThrownBy(() -> Passwords.checked(password))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Passwords.checked("12345678")).isEqualTo("12345678");
  }

  /** U+1F994, the hedgehog, is one character of two UTF-16 units. */
  @Test
  void countsCharactersAsJsonSchemaDoes() {
    String hedgehog = "\ud83e\udd94";

    assertThat(Passwords.checked(hedgehog.repeat(256))).hasSize(512);
    assertThatThrownBy(() -> Passwords.checked(hedgehog.repeat(7)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Passwords.checked(hedgehog.repeat(257)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
