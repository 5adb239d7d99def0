package io.nightjar.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.TopicSettings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "nightjar.kafka.bootstrap-servers", "127.0.0.1:9092",
          "nightjar.store.endpoint", "http://127.0.0.1:9000",
          "nightjar.store.access-key", "key",
          "nightjar.store.secret-key", "s3cret");
  private static final Duration DAY = Duration.ofDays(1);

  /** The limits are those of the design. */
  @Test
  void needOnlyAddressesAndKeys() {
    SmallRyeConfig config = read(REQUIRED, Map.of());

    Limits limits = new SharedSettings().limits(config.getConfigMapping(LimitsConfig.class));
    KafkaSettings kafka = new SharedSettings().kafka(config.getConfigMapping(KafkaConfig.class));

    assertThat(limits.upload())
        .isEqualTo(
            new Limits.Upload(
                256L * 1024 * 1024,
                4L * 1024 * 1024 * 1024,
                4000,
                new Limits.PerDevice(8, 3000, 4L * 1024 * 1024)));
    assertThat(limits.thermal())
        .isEqualTo(
            new Limits.Thermal(
                4L * 1024 * 1024 * 1024, 1_000_000, 4096, 4096 * 1024, 4L * 1024 * 1024 * 1024));
    assertThat(limits.sound()).isEqualTo(new Limits.Sound(DAY, 8, 250, 1_000_000));
    assertThat(kafka.topics())
        .isEqualTo(
            new TopicSettings(6, (short) 3, (short) 2, DAY.multipliedBy(14), DAY.multipliedBy(90)));
  }

  @Test
  void nameAllThatIsMissingOrMalformedInOneMessage() {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.remove("nightjar.kafka.bootstrap-servers");
    properties.put("nightjar.store.access-key", "");
    properties.put("nightjar.kafka.partitions", "many");
    properties.put("nightjar.limits.frames", "0");
    properties.put("nightjar.store.endpont", "http://127.0.0.1:9000");

    Throwable refused = catchThrowable(() -> read(properties, Map.of()));

    assertThat(refused)
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContainingAll(
            "nightjar.kafka.bootstrap-servers",
            "nightjar.store.access-key",
            "nightjar.kafka.partitions",
            "nightjar.limits.frames",
            "nightjar.store.endpont")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
  void nameACountThatIsNone(String value) {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.put("nightjar.limits.channels", value);

    assertThat(catchThrowable(() -> read(properties, Map.of())))
        .hasMessageContainingAll("nightjar.limits.channels", value);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1k, 1024", "3M, 3145728", "4G, 4294967296"})
  void takeSizesInBytesAndInTheirMultiples(String value, long bytes) {
    assertThat(new Bytes().convert(value)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"30, PT30S", "500ms, PT0.5S", "14d, PT336H", "PT5M, PT5M"})
  void takeTimesInSecondsAndInOtherUnits(String value, Duration time) {
    assertThat(new Time().convert(value)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://store", "store:9000", "http://user:pw@store", "http://", "a b"})
  void refuseWhatIsNoAddress(String value) {
    assertThat(catchThrowable(() -> new HttpAddress().convert(value)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A variable knows no dots; Kafka's names have nothing else. */
  @Test
  void takeClientPropertiesFromTheEnvironmentAsTheyAre() {
    String jaas = "Module required username=\"u\" password=\"a;b=c\";";
    SmallRyeConfig config =
        read(
            REQUIRED,
            Map.of(
                "NIGHTJAR_KAFKA_CLIENT__SASL_JAAS_CONFIG_",
                jaas,
                "NIGHTJAR_KAFKA_CLIENT__SECURITY_PROTOCOL_",
                "SASL_SSL"));

    KafkaSettings kafka = new SharedSettings().kafka(config.getConfigMapping(KafkaConfig.class));

    assertThat(kafka.client())
        .isEqualTo(Map.of("sasl.jaas.config", jaas, "security.protocol", "SASL_SSL"));
  }

  @Test
  void takeClientPropertiesFromAFileUnderQuotedNames() {
    Map<String, String> properties = new HashMap<>(REQUIRED);
    properties.put("nightjar.kafka.client.\"security.protocol\"", "SSL");

    KafkaSettings kafka =
        new SharedSettings().kafka(read(properties, Map.of()).getConfigMapping(KafkaConfig.class));

    assertThat(kafka.client()).isEqualTo(Map.of("security.protocol", "SSL"));
  }

  @Test
  void knowAVariableThatSetsNothing() {
    Set<String> settings = Set.of("nightjar.store.access-key", "nightjar.kafka.client.*");
    List<String> variables =
        List.of(
            "PATH",
            "NIGHTJAR_STORE_ACCESS_KEY",
            "NIGHTJAR_STORE_ACCES_KEY",
            "NIGHTJAR_KAFKA_CLIENT__SASL_MECHANISM_",
            "NIGHTJAR_HOME",
            "NIGHTJAR_BUILD",
            "NIGHTJAR_PORT_BASE",
            "NIGHTJAR_URL",
            "NIGHTJAR_TOKEN",
            "NIGHTJAR_BOOTSTRAP_SERVERS",
            "NIGHTJAR_THERMAL_PORT",
            "NIGHTJAR_INGEST_SERVICE_HOST",
            "NIGHTJAR_INGEST_SERVICE_PORT_HTTP",
            "NIGHTJAR_INGEST_PORT_8080_TCP_ADDR",
            "NIGHTJAR_KAFKA_CLIENTS");

    assertThat(StrayVariables.among(variables, settings))
        .containsExactly("NIGHTJAR_KAFKA_CLIENTS", "NIGHTJAR_STORE_ACCES_KEY");
  }

  private static SmallRyeConfig read(
      Map<String, String> properties, Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(
            new PropertiesConfigSource(properties, "file", 100),
            new EnvConfigSource(variables, 300))
        .withMapping(KafkaConfig.class)
        .withMapping(StoreConfig.class)
        .withMapping(LimitsConfig.class)
        .build();
  }
}
