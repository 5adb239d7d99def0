package io.nightjar.pipeline.event;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Checks properties of Kafka's clients as the clients would, without telling any secret. */
final class ClientProperties {
  private ClientProperties() {}

  /**
   * Checks properties.
   *
   * @param own properties that the program sets itself
   * @throws IllegalArgumentException naming the first property that does not fit
   */
  static void check(Map<String, String> properties, Set<String> own) {
    new TreeMap<>(properties)
        .forEach(
            (name, value) -> {
              if (own.contains(name)) {
                throw refused(name, "is set by the program, because delivery rests on it");
              }
              check(name, value);
            });
  }

  private static void check(String name, String value) {
    ConfigDef.ConfigKey key =
        known(name).orElseThrow(() -> refused(name, "is no property of a Kafka client"));
    try {
      Object parsed = ConfigDef.parseType(name, value, key.type());
      if (key.validator != null) {
        key.validator.ensureValid(name, parsed);
      }
      if (name.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
        JaasContext.loadClientContext(Map.of(name, new Password(value)));
      }
    } catch (ConfigException | IllegalArgumentException e) {
      // A parser's complaint may quote what it could not read; only what is never secret is told.
      boolean secret = key.type() == ConfigDef.Type.PASSWORD;
      throw refused(name, secret ? "can't be read" : "is malformed: " + e.getMessage());
    }
  }

  private static Optional<ConfigDef.ConfigKey> known(String name) {
    return Stream.of(
            ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())
        .flatMap(def -> Stream.ofNullable(def.configKeys().get(name)))
        .findFirst();
  }

  private static IllegalArgumentException refused(String name, String why) {
    return new IllegalArgumentException("nightjar.kafka.client.\"" + name + "\" " + why);
  }
}
