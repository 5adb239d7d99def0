package io.nightjar.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The message log: where it is, how its clients behave, and how topics are made. */
@ConfigMapping(prefix = "nightjar.kafka")
public interface KafkaConfig {
  /** Host and port of one broker or more, separated by commas. */
  @Expects("host and port of one broker or more, such as kafka-1:9092,kafka-2:9092")
  String bootstrapServers();

  /**
   * Any property of Kafka's clients but those on which delivery rests, one key for each: {@code
   * nightjar.kafka.client."security.protocol"}, {@code nightjar.kafka.client."sasl.jaas.config"}.
   */
  Map<String, String> client();

  /** Partitions of a topic that has to be made. Topics that exist keep their shape. */
  @WithDefault("6")
  @WithConverter(Count.class)
  int partitions();

  /** Copies of each partition of a topic that has to be made; not more than there are brokers. */
  @WithDefault("3")
  @WithConverter(Count.class)
  int replicationFactor();

  /**
   * Copies that must hold an event before it counts as published, of a topic that has to be made;
   * one less than the replication factor by default, at least one.
   */
  Optional<@WithConverter(Count.class) Integer> minInsyncReplicas();

  /** How long a topic that has to be made keeps events; longer than any consumer is ever behind. */
  @WithDefault("14d")
  @WithConverter(Time.class)
  Duration eventRetention();

  /** How long a topic that has to be made keeps dead letters, which wait for a person. */
  @WithDefault("90d")
  @WithConverter(Time.class)
  Duration deadLetterRetention();

  /** After how long a silent consumer counts as dead, and its partitions go to another. */
  @WithName("session-timeout-seconds")
  @WithDefault("10")
  @WithConverter(Time.class)
  Duration sessionTimeout();

  /** How long one publication may take before it counts as failed and is tried again. */
  @WithName("publish-timeout-seconds")
  @WithDefault("10")
  @WithConverter(Time.class)
  Duration publishTimeout();
}
