package io.nightjar.pipeline.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.nightjar.pipeline.event.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer-group member that works on a few records at a time and commits an offset only when
 * every record before it is finished: at least once, and a slow record holds up no other until the
 * bound on records in flight is reached. It keeps polling while it is full, so that long work never
 * costs it its partitions.
 */
public final class EventConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int IN_FLIGHT_PER_WORKER = 2;

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaClientMetrics clientMeters;
  private final Collection<String> topics;
  private final Handler handler;
  private final ExecutorService workers;
  private final int mostInFlight;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<TopicPartition, OffsetTracker> trackers = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private volatile State state = State.STARTING;

  /** What can be said of a consumer. */
  public enum State {
    STARTING,
    RUNNING,
    STOPPED,
    /** A handler broke its promise; only a new process helps. */
    FAILED
  }

  /** Does what a record asks for. Called from several threads. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Returns when the record is finished for good: its effect is durable and published, or it is
     * among the dead letters.
     *
     * @throws InterruptedException when the consumer stops and the record shall be taken again
     */
    void handle(ConsumerRecord<String, byte[]> message) throws InterruptedException;
  }

  /**
   * Joins nothing before {@link #run}.
   *
   * @param group the consumer group
   * @param concurrency records that are worked on at the same time
   */
  public EventConsumer(
      KafkaSettings settings,
      String group,
      Collection<String> topics,
      int concurrency,
      Handler handler,
      MeterRegistry meters) {
    this.mostInFlight = concurrency * IN_FLIGHT_PER_WORKER;
    this.consumer =
        new KafkaConsumer<>(
            settings.consumer(group, mostInFlight),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.clientMeters = new KafkaClientMetrics(consumer);
    this.topics = topics;
    this.handler = handler;
    this.workers =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofPlatform().name("stage-worker-", 0).factory());
    clientMeters.bindTo(meters);
    meters.gauge("nightjar.records.in.flight", inFlight);
  }

  /** How it goes. */
  public State state() {
    return state;
  }

  /** Takes records on the caller's thread until {@link #close} is called from another. */
  public void run() {
    try (consumer;
        clientMeters) {
      consumer.subscribe(topics, new Handover());
      while (!stopping) {
        turn();
      }
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      workers.shutdownNow();
      if (state != State.FAILED) {
        state = State.STOPPED;
      }
    }
  }

  /** Asks {@link #run} to finish what is in work, for 20 s at most, to commit and to return. */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
  }

  private void turn() throws InterruptedException {
    try {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        take(message);
      }
      if (state == State.STARTING && !consumer.assignment().isEmpty()) {
        state = State.RUNNING;
      }
      if (inFlight.get() >= mostInFlight) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.paused());
      }
      commitMoved();
    } catch (WakeupException e) {
      LOG.atInfo().log("Stopping: no more records are taken");
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("The log can't be read");
      Thread.sleep(POLL);
    }
  }

  private void take(ConsumerRecord<String, byte[]> message) {
    TopicPartition partition = new TopicPartition(message.topic(), message.partition());
    OffsetTracker tracker =
        trackers.computeIfAbsent(partition, p -> new OffsetTracker(message.offset()));
    tracker.taken(message.offset());
    inFlight.incrementAndGet();
    workers.execute(() -> work(message, tracker));
  }

  private void work(ConsumerRecord<String, byte[]> message, OffsetTracker tracker) {
    try {
      if (!stopping && tracker.begin()) {
        handle(message, tracker);
      }
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void handle(ConsumerRecord<String, byte[]> message, OffsetTracker tracker) {
    boolean finished = false;
    try {
      handler.handle(message);
      finished = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.atError()
          .addKeyValue("topic", message.topic())
          .addKeyValue("partition", message.partition())
          .addKeyValue("offset", message.offset())
          .setCause(e)
          .log("A handler failed; this process takes no more records");
      state = State.FAILED;
      close();
    } finally {
      if (finished) {
        tracker.finished(message.offset());
      } else {
        tracker.ended();
      }
    }
  }

  private void commitMoved() {
    Map<TopicPartition, OffsetAndMetadata> offsets = movedOffsets(trackers.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (committed, failure) -> {
            if (failure == null) {
              remember(committed);
            } else {
              LOG.atWarn()
                  .addKeyValue("cause", String.valueOf(failure))
                  .log("Offsets were not committed; finished records may come again");
            }
          });
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> movedOffsets(
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetTracker tracker = trackers.get(partition);
      if (tracker != null && tracker.moved()) {
        offsets.put(partition, new OffsetAndMetadata(tracker.committable()));
      }
    }
    return offsets;
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> committed) {
    committed.forEach(
        (partition, offset) ->
            trackers.computeIfPresent(
                partition,
                (p, tracker) -> {
                  tracker.committed(offset.offset());
                  return tracker;
                }));
  }

  private void stop() throws InterruptedException {
    drain(trackers.keySet());
    workers.shutdownNow();
  }

  /** Waits for the work on some partitions, commits it, and forgets them. */
  private void drain(Collection<TopicPartition> partitions) throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    for (TopicPartition partition : partitions) {
      OffsetTracker tracker = trackers.get(partition);
      if (tracker != null && !tracker.drain(deadline - System.nanoTime())) {
        LOG.atWarn()
            .addKeyValue("partition", partition)
            .log("Work is still running; its records will be taken again");
      }
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets = movedOffsets(partitions);
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, POLL.multipliedBy(50));
      }
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("cause", String.valueOf(e))
          .log("Offsets were not committed; finished records may come again");
    }
    partitions.stream().toList().forEach(trackers::remove);
  }

  /** Finishes with partitions before another member begins with them. */
  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        drain(partitions);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(trackers::remove);
    }
  }
}
