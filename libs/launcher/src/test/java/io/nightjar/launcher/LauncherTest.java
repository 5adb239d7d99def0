package io.nightjar.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
  @ParameterizedTest
  @CsvSource({
    "1.8, true",
    "11, true",
    "17, true",
    "24, true",
    "25, false",
    "26, false",
    "x, false"
  })
  void knowsTheVersionsThatAreTooOld(String version, boolean tooOld) {
    assertThat(Launcher.isTooOld(version)).isEqualTo(tooOld);
  }

  @ParameterizedTest
  @CsvSource("17, /usr/lib/jvm/java-17")
  void saysWhichJavaIsNeededAndWhichItIs(String version, String home) {
    assertThat(Launcher.refusal(version, home))
        .startsWith("Nightjar needs Java 25 or newer; this is Java 17 (/usr/lib/jvm/java-17)");
  }
}
