package io.nightjar.local.event;

import io.nightjar.local.terminal.Failure;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How the command line reads the message log: without taking part in a consumer group. */
final class Messages {
  /** How long one look for messages waits. */
  static final Duration POLL = Duration.ofMillis(250);

  /** How long the broker has for an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Messages() {}

  /** A reader to which topics are still to be assigned. */
  static KafkaConsumer<byte[], byte[]> reader(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
            ""),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** What people are told if there is no answer. */
  static Failure unanswered(String bootstrapServers) {
    return Failure.notUp("the broker at " + bootstrapServers + " does not answer");
  }
}
