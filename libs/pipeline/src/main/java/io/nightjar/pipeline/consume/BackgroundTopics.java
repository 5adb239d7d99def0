package io.nightjar.pipeline.consume;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics whose records stand back: no further one is taken while one is held, so that however many
 * there are they never fill the places of those that come on other topics. A single poll may bring
 * a few. Thread-safe.
 */
final class BackgroundTopics {
  private final Set<String> topics;
  private final AtomicInteger held = new AtomicInteger();

  BackgroundTopics(Collection<String> topics) {
    this.topics = Set.copyOf(topics);
  }

  /** A record of a topic was taken. */
  void taken(String topic) {
    if (topics.contains(topic)) {
      held.incrementAndGet();
    }
  }

  /** It has ended, or was never begun. */
  void ended(String topic) {
    if (topics.contains(topic)) {
      held.decrementAndGet();
    }
  }

  /** Of some partitions those that no record should be taken of now. */
  Set<TopicPartition> resting(Collection<TopicPartition> partitions) {
    return held.get() == 0
        ? Set.of()
        : partitions.stream()
            .filter(partition -> topics.contains(partition.topic()))
            .collect(Collectors.toUnmodifiableSet());
  }
}
