package io.nightjar.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReportTest {
  private static final Map<String, String> RIGHT =
      Map.of(
          "nightjar.kafka.bootstrap-servers", "127.0.0.1:9092",
          "nightjar.store.endpoint", "http://127.0.0.1:9000",
          "nightjar.store.access-key", "key",
          "nightjar.store.secret-key", "s3cret");

  @Test
  void saysNothingOfSettingsThatFit() {
    assertThat(problems(Map.of(), List.of("PATH", "NIGHTJAR_HOME"))).isEmpty();
  }

  @Test
  void saysOfEachSettingWhatIsWrongAndWhatIsExpected() {
    assertThat(
            problems(
                Map.of(
                    "nightjar.store.access-key", "",
                    "nightjar.kafka.partitions", "many",
                    "nightjar.store.endpoint", "http://user:s3cret@store",
                    "nightjar.store.body-signing", "never",
                    "nightjar.limits.lowest-sample-rate", "2000000",
                    "nightjar.kafka.client.acks", "0",
                    "nightjar.limits.frame", "1"),
                List.of("NIGHTJAR_STORE_REGON")))
        .containsExactlyInAnyOrder(
            "nightjar.store.access-key (NIGHTJAR_STORE_ACCESS_KEY) is missing; expected: the id of"
                + " an access key of the store",
            "nightjar.kafka.partitions (NIGHTJAR_KAFKA_PARTITIONS) is \"many\"; expected: a whole"
                + " number from 1 to 2147483647",
            "nightjar.store.endpoint (NIGHTJAR_STORE_ENDPOINT) can't be read; expected: an address"
                + " such as https://s3.example.org, without a user",
            "nightjar.store.body-signing (NIGHTJAR_STORE_BODY_SIGNING) is \"never\"; expected: one"
                + " of where-needed, always",
            "nightjar.limits.highest-sample-rate must be at least lowest-sample-rate: 1000000"
                + " < 2000000",
            "nightjar.limits.frame is no setting of this service; expected: perhaps"
                + " nightjar.limits.frames",
            "NIGHTJAR_STORE_REGON is no setting of this service; expected: perhaps"
                + " NIGHTJAR_STORE_REGION");
  }

  @Test
  void keepsRulesOfOneMappingWhileAnotherIsMalformed() {
    assertThat(
            problems(
                Map.of("nightjar.kafka.client.acks", "0", "nightjar.limits.frames", "0"),
                List.of()))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("nightjar.kafka.client.\"acks\""))
        .anyMatch(problem -> problem.startsWith("nightjar.limits.frames "));
  }

  private static List<String> problems(Map<String, String> changed, List<String> variables) {
    Map<String, String> properties = new HashMap<>(RIGHT);
    properties.putAll(changed);
    return new SettingsReport(
            List.of(KafkaConfig.class, StoreConfig.class, LimitsConfig.class),
            List.of(
                new SharedRules.OfKafka(), new SharedRules.OfStore(), new SharedRules.OfLimits()),
            () ->
                new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(properties, "file", 100)),
            variables)
        .problems();
  }
}
