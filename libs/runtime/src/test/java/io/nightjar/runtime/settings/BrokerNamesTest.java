package io.nightjar.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerNamesTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void endTheStartInOneLineWhereNoneIsKnown() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> BrokerNames.await("kafka.invalid:9092,other.invalid:9092", SHORT, SHORT));

    assertThat(refused)
        .hasMessageContaining("nightjar.kafka.bootstrap-servers")
        .hasMessageContaining("kafka.invalid:9092");
  }

  @Test
  void needOneThatIsKnown() {
    assertThatCode(() -> BrokerNames.await("kafka.invalid:9092, 127.0.0.1:1", SHORT, SHORT))
        .doesNotThrowAnyException();
  }
}
