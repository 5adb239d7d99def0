package io.nightjar.bench.latency;

import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * When a consumer with the client's own settings had each event about thermal recordings in its
 * hands. Thread-safe.
 */
final class SeenEvents implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::follow);
  private final Map<String, Map<String, Long>> seen = new HashMap<>();
  private Optional<RuntimeException> failure = Optional.empty();

  private SeenEvents(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Begins to follow; what is published from now on is not missed. */
  static SeenEvents follow(String bootstrapServers) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(
                Topics.received(MediaKind.THERMAL),
                Topics.ARTEFACT_CREATED,
                Topics.RECORDING_FAILED)
            .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    SeenEvents events = new SeenEvents(consumer);
    events.thread.start();
    return events;
  }

  private void follow() {
    try (consumer) {
      while (true) {
        ConsumerRecords<byte[], byte[]> messages = consumer.poll(POLL);
        note(messages, System.nanoTime());
      }
    } catch (WakeupException closed) {
      // as it was asked to
    } catch (KafkaException e) {
      fail(e);
    }
  }

  private synchronized void note(ConsumerRecords<byte[], byte[]> messages, long nanos) {
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      seen.computeIfAbsent(header(message, "ce_subject"), _ -> new HashMap<>())
          .putIfAbsent(header(message, "ce_type"), nanos);
    }
    notifyAll();
  }

  private synchronized void fail(RuntimeException e) {
    failure = Optional.of(e);
    notifyAll();
  }

  private static String header(ConsumerRecord<?, ?> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /**
   * Waits for an event.
   *
   * @return when it was seen, by {@link System#nanoTime}
   * @throws IOException if it does not come in time
   */
  synchronized long await(String recordingId, String type, Duration patience)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!ofRecording(recordingId).containsKey(type)) {
      if (failure.isPresent()) {
        throw new IOException("the events can't be followed", failure.get());
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new IOException(
            "no " + type + " of " + recordingId + ", but " + ofRecording(recordingId).keySet());
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return ofRecording(recordingId).getOrDefault(type, 0L);
  }

  private Map<String, Long> ofRecording(String recordingId) {
    return seen.getOrDefault(recordingId, Map.of());
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
