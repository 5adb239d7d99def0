package io.nightjar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "nightjar.kafka.bootstrap-servers", "127.0.0.1:9092",
          "nightjar.store.endpoint", "http://127.0.0.1:9000",
          "nightjar.store.access-key", "key",
          "nightjar.store.secret-key", "s3cret");

  @Test
  void needOnlyAddressesAndKeys() {
    PipelineSettings settings = read(REQUIRED);

    assertThat(settings.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.kafka().sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.store().endpoint()).isEqualTo(URI.create("http://127.0.0.1:9000"));
    assertThat(settings.store().bucket()).isEqualTo("nightjar");
    assertThat(settings.concurrency()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nightjar.kafka.bootstrap-servers",
        "nightjar.store.endpoint",
        "nightjar.store.access-key",
        "nightjar.store.secret-key"
      })
  void nameThePropertyThatIsMissing(String name) {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.remove(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(properties))
        .withMessageContaining(name);
    properties.put(name, " ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(properties))
        .withMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
  void nameThePropertyThatIsNoNumber(String value) {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.put("nightjar.concurrency", value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(properties))
        .withMessageContaining("nightjar.concurrency")
        .withMessageContaining(value);
  }

  @Test
  void handClientPropertiesOnButForThoseThatDeliveryRestsOn() {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.put(
        "nightjar.kafka.properties",
        "security.protocol=SSL; sasl.jaas.config=a b=\"c\"\nenable.auto.commit=true");

    Map<String, Object> consumer = read(properties).kafka().consumer("group", 4);

    assertThat(consumer)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("sasl.jaas.config", "a b=\"c\"")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("max.poll.records", 4);
  }

  @Test
  void neverTellTheSecret() {
    assertThat(read(REQUIRED).toString()).doesNotContain("s3cret");
  }

  private static PipelineSettings read(Map<String, String> properties) {
    return PipelineSettings.read(name -> Optional.ofNullable(properties.get(name)));
  }
}
