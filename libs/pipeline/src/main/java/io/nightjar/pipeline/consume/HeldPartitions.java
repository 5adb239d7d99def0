package io.nightjar.pipeline.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions of which this member has taken records. Belongs to the consumer's thread. */
final class HeldPartitions {
  private static final Logger LOG = LoggerFactory.getLogger(HeldPartitions.class);

  /** Enough to withdraw a mark and to remove a scratch folder. */
  private static final Duration GIVE_UP = Duration.ofSeconds(2);

  private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();

  /** Notes that a record was taken. */
  OffsetTracker take(ConsumerRecord<?, ?> message) {
    OffsetTracker tracker =
        trackers.computeIfAbsent(
            new TopicPartition(message.topic(), message.partition()),
            partition -> new OffsetTracker(message.offset()));
    tracker.taken(message.offset());
    return tracker;
  }

  /** Every partition. */
  Set<TopicPartition> all() {
    return Set.copyOf(trackers.keySet());
  }

  /** What there is to commit of some partitions. */
  Map<TopicPartition, OffsetAndMetadata> moved(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetTracker tracker = trackers.get(partition);
      if (tracker != null && tracker.moved()) {
        offsets.put(partition, new OffsetAndMetadata(tracker.committable()));
      }
    }
    return offsets;
  }

  /** What is now committed. */
  void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          OffsetTracker tracker = trackers.get(partition);
          if (tracker != null) {
            tracker.committed(offset.offset());
          }
        });
  }

  /**
   * Lets no more work begin on some partitions, waits for what is running, and tells it to give up
   * when the time is over: its records will be taken again by whoever comes next, who shall find
   * neither its marks nor its company.
   */
  void drain(Collection<TopicPartition> partitions, Duration patience) throws InterruptedException {
    List<OffsetTracker> leaving = trackers(partitions);
    leaving.forEach(OffsetTracker::revoke);
    if (!awaitIdle(leaving, patience)) {
      LOG.atWarn().addKeyValue("partitions", partitions).log("Work takes too long; it is given up");
      leaving.forEach(OffsetTracker::giveUp);
      awaitIdle(leaving, GIVE_UP);
    }
  }

  /** Gives up the work on partitions that someone else has already. */
  void abandon(Collection<TopicPartition> partitions) {
    for (OffsetTracker tracker : trackers(partitions)) {
      tracker.giveUp();
    }
    forget(partitions);
  }

  /** Forgets partitions that are no longer this member's. */
  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(trackers::remove);
  }

  private List<OffsetTracker> trackers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(trackers::get).filter(Objects::nonNull).toList();
  }

  private static boolean awaitIdle(List<OffsetTracker> trackers, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean idle = true;
    for (OffsetTracker tracker : trackers) {
      idle &= tracker.awaitIdle(deadline);
    }
    return idle;
  }
}
