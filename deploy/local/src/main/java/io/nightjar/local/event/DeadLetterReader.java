package io.nightjar.local.event;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.event.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads the dead letters of services from the oldest that is kept to the newest there is now. */
public final class DeadLetterReader {
  private final String bootstrapServers;

  /**
   * @param bootstrapServers the broker
   */
  public DeadLetterReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Hands on each letter, by partition the oldest first; a service without a topic has none.
   *
   * @throws Failure if the broker does not answer
   */
  public void read(List<String> services, Consumer<DeadLetter> letters) {
    Map<String, String> serviceByTopic =
        services.stream().collect(Collectors.toMap(Topics::deadLetters, service -> service));
    try (KafkaConsumer<byte[], byte[]> consumer = Messages.reader(bootstrapServers)) {
      Map<String, List<PartitionInfo>> topics = consumer.listTopics(Messages.PATIENCE);
      List<TopicPartition> partitions =
          serviceByTopic.keySet().stream()
              .sorted()
              .flatMap(topic -> topics.getOrDefault(topic, List.of()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Messages.PATIENCE);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(at -> before(consumer, at, ends))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Messages.POLL)) {
          letters.accept(
              DeadLetter.of(
                  serviceByTopic.getOrDefault(message.topic(), message.topic()), message));
        }
      }
    } catch (KafkaException e) {
      throw Messages.unanswered(bootstrapServers);
    }
  }

  private static boolean before(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      Map<TopicPartition, Long> ends) {
    return consumer.position(partition, Messages.PATIENCE) < ends.getOrDefault(partition, 0L);
  }
}
