package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.fault.DependencyException;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.settings.PipelineSettings;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreContractException;
import io.nightjar.pipeline.store.StorePreparation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker service's engine: its stages, its consumer, its store and its publisher. */
public final class StageWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageWorker.class);
  private static final Duration LEAVE = Duration.ofSeconds(26);

  private final ServiceBinding binding;
  private final ObjectStore store;
  private final StorePreparation storePreparation;
  private final ServiceTopics topics;
  private final EventPublisher publisher;
  private final RetryPolicy retries;
  private final StageRouter router;
  private final EventConsumer consumer;
  private final Thread thread;
  private volatile boolean preparing = true;
  private volatile boolean broken;

  /** Wires a worker; {@link #start} begins. */
  public StageWorker(
      PipelineSettings settings,
      WorkSettings works,
      ServiceBinding binding,
      MeterRegistry meters,
      InstantSource clock) {
    this.binding = binding;
    String service = binding.service();
    String group = "nightjar-" + service;
    this.store = new MinioObjectStore(settings.store());
    this.storePreparation = new StorePreparation(store, clock);
    this.topics = new ServiceTopics(settings.kafka(), inputs(), outputs(), Optional.of(group));
    this.publisher = new EventPublisher(settings.kafka());
    this.retries = RetryPolicy.countedIn(meters);
    this.router =
        new StageRouter(
            binding,
            store,
            publisher,
            new DeadLetters(publisher, service, settings.serviceVersion(), meters),
            retries,
            works,
            settings.concurrency(),
            this::isOwnRetryPartition,
            meters,
            clock);
    this.consumer =
        new EventConsumer(
            settings.kafka(),
            group,
            inputs(),
            background(),
            settings.concurrency(),
            router,
            meters);
    this.thread = Thread.ofPlatform().name("consumer").unstarted(this::run);
  }

  private List<String> inputs() {
    Stream<String> topics = binding.stages().stream().map(StageBinding::inputTopic);
    return Stream.concat(topics, Stream.of(Topics.retries(binding.service()))).distinct().toList();
  }

  private List<String> background() {
    return binding.stages().stream()
        .filter(StageBinding::standsBack)
        .map(StageBinding::inputTopic)
        .toList();
  }

  private List<String> outputs() {
    return List.of(
        Topics.ARTEFACT_CREATED,
        Topics.RECORDING_FAILED,
        Topics.retries(binding.service()),
        Topics.deadLetters(binding.service()));
  }

  private boolean isOwnRetryPartition(int partition) {
    return consumer
        .assigned()
        .contains(new TopicPartition(Topics.retries(binding.service()), partition));
  }

  /** Begins in the background; {@link #state} tells how it goes. */
  public void start() {
    thread.start();
  }

  /** How it goes. */
  public EventConsumer.State state() {
    return consumer.state();
  }

  /**
   * Whether it can still do its work, now or once its store and broker answer; if not, only a new
   * process helps.
   */
  public boolean healthy() {
    return !broken && consumer.healthy();
  }

  /** Why it does not take records yet, if something is in the way; for people. */
  public Optional<String> obstacle() {
    return storePreparation.obstacle().or(topics::obstacle);
  }

  /** Stops taking work, finishes what it holds, and leaves within 30 s. */
  @Override
  public void close() {
    consumer.close();
    try {
      if (thread.getState() == Thread.State.NEW) {
        consumer.run(); // only to close what the constructor opened
      } else {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    router.close();
    publisher.close();
    store.close();
  }

  private void leave() throws InterruptedException {
    if (preparing) {
      thread.interrupt();
    }
    if (!thread.join(LEAVE)) {
      LOG.atWarn().log("Work was still running at the end; it will be done again");
    }
  }

  private void run() {
    try {
      retries.untilDone("prepare the store and the topics", this::prepare);
    } catch (InterruptedException e) {
      LOG.atInfo().log("Stopped before the store and the topics were there");
    } catch (StoreContractException e) {
      broken = true;
      LOG.atError().addKeyValue("cause", e.getMessage()).log("This store will not do");
      consumer.close();
    } catch (RuntimeException | Error e) {
      broken = true;
      LOG.atError().setCause(e).log("The store or the topics can't be prepared");
      consumer.close();
    }
    preparing = false;
    consumer.run(); // which returns at once if it was closed in the meantime
  }

  private void prepare() throws DependencyException, InterruptedException {
    storePreparation.run();
    topics.prepare();
  }
}
