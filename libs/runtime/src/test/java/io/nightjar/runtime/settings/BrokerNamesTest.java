package io.nightjar.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerNamesTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void endTheStartInOneLineWhereNoneIsKnown() {
    PreventFurtherStepsException refused =
        catchThrowableOfType(
            PreventFurtherStepsException.class,
            () -> BrokerNames.await("kafka.invalid:9092,other.invalid:9092", SHORT, SHORT));

    assertThat(refused)
        .hasMessageContaining("nightjar.kafka.bootstrap-servers")
        .hasMessageContaining("kafka.invalid:9092");
    assertThat(refused.getExitCode()).isEqualTo(69);
  }

  @Test
  void needOneThatIsKnown() {
    assertThatCode(() -> BrokerNames.await("kafka.invalid:9092, 127.0.0.1:1", SHORT, SHORT))
        .doesNotThrowAnyException();
  }
}
