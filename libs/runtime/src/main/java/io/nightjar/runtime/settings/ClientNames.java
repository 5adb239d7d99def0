package io.nightjar.runtime.settings;

import java.util.Map;
import java.util.stream.Collectors;

/** The names of Kafka's client properties, which have dots and never dashes. */
final class ClientNames {
  private ClientNames() {}

  /**
   * The properties under the names that Kafka knows. A variable can't say what stood between two
   * words: {@code NIGHTJAR_KAFKA_CLIENT__SASL_JAAS_CONFIG_} is read as {@code sasl-jaas-config}.
   */
  static Map<String, String> dotted(Map<String, String> properties) {
    return properties.entrySet().stream()
        .collect(
            Collectors.toMap(
                property -> property.getKey().replace('-', '.'),
                Map.Entry::getValue,
                (first, second) -> first));
  }
}
