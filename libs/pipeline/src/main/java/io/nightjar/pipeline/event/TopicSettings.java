package io.nightjar.pipeline.event;

import java.time.Duration;

/**
 * How topics are made that are not there; one that is there keeps its shape.
 *
 * @param partitions of each topic
 * @param replicationFactor copies of each partition; not more than there are brokers
 * @param minInSyncReplicas copies that must hold a record before its publication is confirmed
 * @param eventRetention how long events are kept
 * @param deadLetterRetention how long dead letters are kept
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    short minInSyncReplicas,
    Duration eventRetention,
    Duration deadLetterRetention) {

  public TopicSettings {
    if (partitions < 1 || replicationFactor < 1 || minInSyncReplicas < 1) {
      throw new IllegalArgumentException(
          "nightjar.kafka.partitions, replication-factor and min-insync-replicas must be at least 1");
    }
    if (minInSyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
          "nightjar.kafka.min-insync-replicas must be at most nightjar.kafka.replication-factor, or"
              + " nothing can be published: "
              + minInSyncReplicas
              + " > "
              + replicationFactor);
    }
    if (!eventRetention.isPositive() || !deadLetterRetention.isPositive()) {
      throw new IllegalArgumentException(
          "nightjar.kafka.event-retention and dead-letter-retention must be positive");
    }
  }

  /** For one broker on this machine: one copy of each record, for a day. */
  public static TopicSettings oneBroker(int partitions) {
    Duration day = Duration.ofDays(1);
    return new TopicSettings(partitions, (short) 1, (short) 1, day, day);
  }

  Duration retention(TopicSpec spec) {
    return switch (spec.retention()) {
      case EVENTS -> eventRetention;
      case DEAD_LETTERS -> deadLetterRetention;
    };
  }
}
