package io.nightjar.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.OutboxRelay;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline as this service uses it, from start to stop. */
@ApplicationScoped
class IngestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);
  private static final String SERVICE = "ingest-service";

  private final ObjectStore store;
  private final ServiceTopics topics;
  private final EventPublisher publisher;
  private final Uploads uploads;
  private final Recordings recordings;
  private final OutboxRelay relay;
  private final RetryPolicy retries;
  private final Thread preparation =
      Thread.ofVirtual().name("preparation").unstarted(this::prepare);
  private volatile boolean ready;
  private volatile Optional<String> storeFault = Optional.empty();

  IngestPipeline(
      KafkaSettings kafka,
      StoreSettings storeSettings,
      Limits limits,
      OutboxConfig outbox,
      MeterRegistry meters) {
    this.store = new MinioObjectStore(storeSettings);
    this.topics =
        new ServiceTopics(
            kafka,
            Set.of(),
            Arrays.stream(MediaKind.values()).map(Topics::received).toList(),
            Optional.empty());
    this.publisher = new EventPublisher(kafka);
    Clock clock = Clock.systemUTC();
    Acceptance acceptance = new Acceptance(store, publisher, SERVICE);
    this.uploads = new Uploads(store, acceptance, limits.upload(), clock);
    meters.gauge("nightjar.uploads.under.way", uploads, Uploads::underWay);
    this.recordings = new Recordings(store);
    this.relay = new OutboxRelay(store, acceptance, outbox.patience(), meters, clock);
    this.retries =
        new RetryPolicy(
            Backoff.DEFAULT,
            dependency ->
                meters
                    .counter("nightjar.dependency.retries", "dependency", dependency)
                    .increment());
  }

  void start(@Observes StartupEvent event) {
    preparation.start();
  }

  void stop(@Observes ShutdownEvent event) {
    preparation.interrupt();
    publisher.close();
    store.close();
  }

  @Scheduled(
      every = "{nightjar.outbox.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void relay() throws InterruptedException {
    if (!ready) {
      return;
    }
    try {
      relay.sweep();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("The outbox waits for the store");
    }
  }

  boolean ready() {
    return ready;
  }

  /** Why it is not ready yet, if something is in the way; for people. */
  Optional<String> obstacle() {
    return storeFault.or(topics::obstacle);
  }

  Uploads uploads() {
    requireReady();
    return uploads;
  }

  Recordings recordings() {
    requireReady();
    return recordings;
  }

  ObjectStore store() {
    return store;
  }

  private void requireReady() {
    if (!ready) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, "the store or the message log can't be reached yet");
    }
  }

  private void prepareStore() throws StoreException {
    try {
      store.prepare();
      storeFault = Optional.empty();
    } catch (StoreException e) {
      storeFault = Optional.of("the object store can't be used: " + e.getMessage());
      throw e;
    }
  }

  private void prepare() {
    try {
      retries.untilDone(
          "prepare the store and the topics",
          () -> {
            prepareStore();
            topics.prepare();
          });
      ready = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
