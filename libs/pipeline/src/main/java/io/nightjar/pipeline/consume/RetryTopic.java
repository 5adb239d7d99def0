package io.nightjar.pipeline.consume;

import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.Topics;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where a service puts an event that its machine failed on: any of its replicas takes it from
 * there, another one if there is another.
 */
public final class RetryTopic {
  private static final String STAGE = "stage";
  private static final String NOT_BEFORE = "not_before";

  private final EventPublisher publisher;
  private final String topic;

  /** The topic of one service. */
  public RetryTopic(EventPublisher publisher, String service) {
    this.publisher = publisher;
    this.topic = Topics.retries(service);
  }

  /** The topic's name. */
  public String name() {
    return topic;
  }

  /**
   * Puts an event there, as it was.
   *
   * @param stage the one stage that shall try it again
   * @param notBefore when it may
   * @param own the partitions of the topic that this replica holds itself
   * @throws LogException if the broker did not confirm it
   */
  public void add(
      ConsumerRecord<String, byte[]> message, String stage, Instant notBefore, IntPredicate own)
      throws LogException, InterruptedException {
    var again =
        new ProducerRecord<>(
            topic, partition(own), message.key(), message.value(), message.headers());
    OwnHeaders.setOrigin(again.headers(), message);
    OwnHeaders.set(again.headers(), STAGE, stage);
    OwnHeaders.set(again.headers(), NOT_BEFORE, notBefore.toString());
    publisher.send(again);
  }

  /** One that another replica holds, where there is one. */
  private int partition(IntPredicate own) throws LogException {
    int count = publisher.partitions(topic);
    List<Integer> others = IntStream.range(0, count).filter(own.negate()).boxed().toList();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return others.isEmpty() ? random.nextInt(count) : others.get(random.nextInt(others.size()));
  }

  /** The stage that a record was put here for; empty if it comes from elsewhere. */
  public Optional<String> stage(ConsumerRecord<String, byte[]> message) {
    return isHere(message) ? OwnHeaders.get(message.headers(), STAGE) : Optional.empty();
  }

  /** When a record may be tried again; empty if at once. */
  public Optional<Instant> notBefore(ConsumerRecord<String, byte[]> message) {
    try {
      return isHere(message)
          ? OwnHeaders.get(message.headers(), NOT_BEFORE).map(Instant::parse)
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty(); // not written by us, so it waits for nothing
    }
  }

  private boolean isHere(ConsumerRecord<String, byte[]> message) {
    return message.topic().equals(topic);
  }
}
