package io.nightjar.local.event;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.event.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the events of all shared topics without taking part in a consumer group. Not thread-safe.
 */
public final class EventFollower implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Connects; what is told from now on is not missed.
   *
   * @param bootstrapServers the broker
   * @param fromBeginning whether to begin with the oldest event rather than the next one
   * @throws Failure if the broker does not answer, or the services have not made the topics yet
   */
  public EventFollower(String bootstrapServers, boolean fromBeginning) {
    this.consumer = Messages.reader(bootstrapServers);
    try {
      List<TopicPartition> partitions =
          Topics.all().stream().flatMap(t -> partitions(t).stream()).toList();
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, Messages.PATIENCE));
      }
    } catch (KafkaException e) {
      consumer.close();
      throw Messages.unanswered(bootstrapServers);
    } catch (Failure e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Hands on events until it is told to stop.
   *
   * @param next gets each event; says whether to go on
   * @param deadline {@link System#nanoTime} after which to stop
   * @return whether {@code next} ended it, rather than the deadline
   */
  public boolean follow(Predicate<StackEvent> next, long deadline) {
    return follow(next, () -> {}, deadline);
  }

  /**
   * The same, of which somebody wants to know when nothing comes.
   *
   * @param idle called now and then while there is no event
   */
  public boolean follow(Predicate<StackEvent> next, Runnable idle, long deadline) {
    while (System.nanoTime() - deadline < 0) {
      ConsumerRecords<byte[], byte[]> messages = consumer.poll(Messages.POLL);
      if (messages.isEmpty()) {
        idle.run();
      }
      for (ConsumerRecord<byte[], byte[]> message : messages) {
        Optional<StackEvent> event = StackEvent.of(message);
        if (event.isPresent() && !next.test(event.get())) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, Messages.PATIENCE).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw Failure.notUp("there is no topic " + topic);
    }
    return partitions;
  }
}
