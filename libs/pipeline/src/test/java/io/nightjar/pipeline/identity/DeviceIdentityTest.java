package io.nightjar.pipeline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdentityTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000b", "a\ud800", "\udc00b"})
  void refusesNamesThatNoOneCanRead(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new DeviceIdentity(name, "device"));
    assertThatIllegalArgumentException().isThrownBy(() -> new DeviceIdentity("group", name));
  }

  @Test
  void takesNamesOfUpTo128Characters() {
    assertThat(new DeviceIdentity("g".repeat(128), "🦉").group()).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeviceIdentity("g".repeat(129), "device"));
  }
}
