package io.nightjar.pipeline.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
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

  /** A full member looks more often whether a place has become free. */
  private static final Duration POLL_WHEN_FULL = Duration.ofMillis(10);

  /** With the time to give up, to commit and to close, 25 s in all. */
  private static final Duration DRAIN = Duration.ofSeconds(18);

  private static final Duration COMMIT = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration COMMIT_RETRY = Duration.ofSeconds(1);

  /** After so long in one turn of the loop the consumer counts as stuck. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaClientMetrics clientMeters;
  private final Collection<String> topics;
  private final Handler handler;
  private final WorkerPlaces places;
  private final BackgroundTopics background;
  private final Duration drain;
  private final HeldPartitions held = new HeldPartitions();
  private volatile boolean stopping;
  private volatile State state = State.STARTING;
  private volatile Set<TopicPartition> assigned = Set.of();
  private volatile long turnBegan = System.nanoTime();
  private volatile boolean running;
  private Optional<PendingCommit> pending = Optional.empty();
  private long nextCommit = System.nanoTime();

  /** What can be said of a consumer. */
  public enum State {
    /** It has not joined its group yet. */
    STARTING,
    /** It is a member of its group; there may be fewer partitions than members. */
    RUNNING,
    STOPPED,
    /** A handler broke its promise, or the client did; only a new process helps. */
    FAILED
  }

  /** Does what a record asks for. Called from several threads. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Returns when the record is finished for good: its effect is durable and published, or it is
     * among the dead letters.
     *
     * @param place what the record takes of the workers; to be left while there is only to wait
     * @throws InterruptedException when the consumer gives the record up and it shall be taken
     *     again, here or elsewhere
     */
    void handle(ConsumerRecord<String, byte[]> message, Place place) throws InterruptedException;
  }

  /**
   * Joins nothing before {@link #run}.
   *
   * @param group the consumer group
   * @param background those of the topics whose records stand back, of which few are taken at once
   * @param concurrency records that are worked on at the same time
   */
  public EventConsumer(
      KafkaSettings settings,
      String group,
      Collection<String> topics,
      Collection<String> background,
      int concurrency,
      Handler handler,
      MeterRegistry meters) {
    this(settings, group, topics, background, concurrency, DRAIN, handler, meters);
  }

  /**
   * Joins nothing before {@link #run}.
   *
   * @param group the consumer group
   * @param background those of the topics whose records stand back, of which few are taken at once
   * @param concurrency records that are worked on at the same time
   * @param drain how long work may go on when its partition goes to another member, or at a stop
   */
  public EventConsumer(
      KafkaSettings settings,
      String group,
      Collection<String> topics,
      Collection<String> background,
      int concurrency,
      Duration drain,
      Handler handler,
      MeterRegistry meters) {
    this.drain = drain;
    this.places = new WorkerPlaces(concurrency);
    this.background = new BackgroundTopics(background);
    this.consumer =
        new KafkaConsumer<>(
            settings.consumer(group, places.mostReady()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.clientMeters = new KafkaClientMetrics(consumer);
    this.topics = List.copyOf(topics);
    this.handler = handler;
    clientMeters.bindTo(meters);
    PipelineMeter.RECORDS_IN_FLIGHT.gauge(meters, places, WorkerPlaces::held);
  }

  /** How it goes. */
  public State state() {
    return state;
  }

  /**
   * Whether it can still do its work: not if it has failed, or hangs where it never should. A
   * broker that does not answer is no reason.
   */
  public boolean healthy() {
    boolean stuck = running && System.nanoTime() - turnBegan > STUCK.toNanos();
    return state != State.FAILED && !stuck;
  }

  /** The partitions that are this member's now. */
  public Set<TopicPartition> assigned() {
    return assigned;
  }

  /** Takes records on the caller's thread until {@link #close} is called from another. */
  public void run() {
    try {
      consumer.subscribe(topics, new Handover());
      running = true;
      while (!stopping) {
        turnBegan = System.nanoTime();
        turn();
      }
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("The consumer failed; this process takes no more records");
      become(State.FAILED);
    } finally {
      running = false;
      places.close();
      leave();
      become(State.STOPPED);
    }
  }

  /** Asks {@link #run} to finish what is in work, to commit and to return. */
  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
  }

  /** States only follow in their order; what has failed stays so. */
  private synchronized void become(State next) {
    if (next.compareTo(state) > 0) {
      state = next;
    }
  }

  private void turn() throws InterruptedException {
    try {
      boolean full = places.full();
      if (full) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.paused());
        consumer.pause(background.resting(consumer.assignment()));
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(full ? POLL_WHEN_FULL : POLL)) {
        take(message);
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
    OffsetTracker tracker = held.take(message);
    background.taken(message.topic());
    places.take(
        place -> {
          try {
            if (state != State.FAILED && tracker.begin(message.offset())) {
              handle(message, tracker, place);
            }
          } finally {
            background.ended(message.topic());
          }
        });
  }

  private void handle(ConsumerRecord<String, byte[]> message, OffsetTracker tracker, Place place) {
    boolean finished = false;
    try {
      handler.handle(message, place);
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
      become(State.FAILED);
      close();
    } finally {
      if (finished) {
        tracker.finished(message.offset());
      } else {
        tracker.ended();
      }
    }
  }

  /** Commits without waiting, one commit at a time. */
  private void commitMoved() {
    if (pending.isPresent()) {
      requireAnswer(pending.get());
      return;
    }
    if (System.nanoTime() - nextCommit < 0) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = held.moved(held.all());
    if (!offsets.isEmpty()) {
      pending = Optional.of(new PendingCommit(System.nanoTime()));
      consumer.commitAsync(offsets, this::afterCommit);
    }
  }

  private void afterCommit(Map<TopicPartition, OffsetAndMetadata> offsets, Exception failure) {
    pending = Optional.empty();
    if (failure == null) {
      held.committed(offsets);
    } else {
      nextCommit = System.nanoTime() + COMMIT_RETRY.toNanos();
      LOG.atWarn()
          .addKeyValue("cause", String.valueOf(failure))
          .log("Offsets are not committed yet");
    }
  }

  private void requireAnswer(PendingCommit commit) {
    if (commit.isLost(System.nanoTime(), heartbeatSecondsAgo())) {
      throw new IllegalStateException(
          "a commit has had no answer for " + PendingCommit.LOST_AFTER + " while heartbeats have");
    }
  }

  private OptionalDouble heartbeatSecondsAgo() {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
        .map(Metric::metricValue)
        .filter(Double.class::isInstance)
        .mapToDouble(Double.class::cast)
        .findFirst();
  }

  private void stop() throws InterruptedException {
    held.drain(held.all(), drain);
    consumer.pause(consumer.assignment());
    commitAndForget(held.all(), true);
  }

  /**
   * Commits what is finished.
   *
   * @param maySettle whether a rebalance that is under way may be waited for
   */
  private void commitAndForget(Collection<TopicPartition> partitions, boolean maySettle) {
    long deadline = System.nanoTime() + COMMIT.toNanos();
    try {
      boolean done = false;
      while (!done && System.nanoTime() - deadline < 0) {
        done = commit(partitions, maySettle);
      }
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("cause", String.valueOf(e))
          .log("Offsets were not committed; finished records will come again");
    }
    held.forget(partitions);
  }

  /** Whether it is done; not if a call to stop, or a rebalance, came between. */
  private boolean commit(Collection<TopicPartition> partitions, boolean maySettle) {
    try {
      Map<TopicPartition, OffsetAndMetadata> offsets = held.moved(partitions);
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, COMMIT);
        held.committed(offsets);
      }
      return true;
    } catch (WakeupException e) {
      return false;
    } catch (RebalanceInProgressException e) {
      if (!maySettle) {
        throw e;
      }
      consumer.poll(POLL_WHEN_FULL); // goes on with the rebalance; what it returns is not taken
      return false;
    }
  }

  private void leave() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("The group was not left in order");
    }
    clientMeters.close();
  }

  /** Finishes with partitions before another member begins with them. */
  private final class Handover implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        held.drain(partitions, drain);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      commitAndForget(partitions, false);
      assigned = consumer.assignment();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
      assigned = consumer.assignment();
      become(State.RUNNING);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions lost");
      held.abandon(partitions);
    }
  }
}
