package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.PipelineSettings;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.retry.Patience;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker service's engine: a stage, its consumer, its store and its publisher. */
public final class StageWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageWorker.class);
  private static final Duration LEAVE = Duration.ofSeconds(26);

  private final ObjectStore store;
  private final ServiceTopics topics;
  private final EventPublisher publisher;
  private final Patience patience;
  private final EventConsumer consumer;
  private final Thread thread;
  private volatile boolean preparing = true;
  private volatile Optional<String> storeFault = Optional.empty();

  /** Wires a worker; {@link #start} begins. */
  public StageWorker(
      PipelineSettings settings,
      StageBinding<?> binding,
      MeterRegistry meters,
      InstantSource clock) {
    String service = binding.service();
    String group = "nightjar-" + service;
    this.store = new MinioObjectStore(settings.store());
    this.topics =
        new ServiceTopics(
            settings.kafka(),
            List.of(binding.inputTopic()),
            List.of(Topics.ARTEFACT_CREATED, Topics.RECORDING_FAILED, Topics.deadLetters(service)),
            Optional.of(group));
    this.publisher = new EventPublisher(settings.kafka());
    this.patience =
        new Patience(Backoff.DEFAULT, meters.counter("nightjar.dependency.retries")::increment);
    var deadLetters = new DeadLetters(publisher, service, settings.serviceVersion());
    var runner = new StageRunner<>(binding, store, publisher, deadLetters, patience, meters, clock);
    this.consumer =
        new EventConsumer(
            settings.kafka(),
            group,
            List.of(binding.inputTopic()),
            settings.concurrency(),
            runner,
            meters);
    this.thread = Thread.ofPlatform().name("consumer").unstarted(this::run);
  }

  /** Begins in the background; {@link #state} tells how it goes. */
  public void start() {
    thread.start();
  }

  /** How it goes. */
  public EventConsumer.State state() {
    return consumer.state();
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

  /** Why it does not take records yet, if something is in the way; for people. */
  public Optional<String> obstacle() {
    return storeFault.or(topics::obstacle);
  }

  private void run() {
    try {
      patience.until("prepare the store and the topics", this::prepare);
    } catch (InterruptedException e) {
      LOG.atInfo().log("Stopped before the store and the topics were there");
    }
    preparing = false;
    consumer.run(); // which returns at once if it was closed in the meantime
  }

  private boolean prepare() throws IOException, InterruptedException {
    try {
      store.prepare();
      storeFault = Optional.empty();
    } catch (IOException e) {
      storeFault = Optional.of("the object store can't be used: " + e.getMessage());
      throw e;
    }
    topics.prepare();
    return true;
  }
}
