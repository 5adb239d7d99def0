package io.nightjar.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.PipelineSettings;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.TopicAdmin;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.OutboxRelay;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.retry.Patience;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreContract;
import io.nightjar.pipeline.store.StoreContractException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline as this service uses it, from start to stop. */
@ApplicationScoped
class IngestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);
  private static final String SERVICE = "ingest-service";

  private final PipelineSettings settings;
  private final ObjectStore store;
  private final EventPublisher publisher;
  private final Uploads uploads;
  private final Recordings recordings;
  private final OutboxRelay relay;
  private final Patience patience;
  private final Thread preparation =
      Thread.ofVirtual().name("preparation").unstarted(this::prepare);
  private volatile boolean ready;
  private volatile Optional<String> unfit = Optional.empty();

  IngestPipeline(
      Config config,
      MeterRegistry meters,
      @ConfigProperty(name = "nightjar.outbox.patience") Duration outboxPatience) {
    Function<String, Optional<String>> property =
        name -> config.getOptionalValue(name, String.class);
    this.settings = PipelineSettings.read(property);
    this.store = new MinioObjectStore(settings.store());
    this.publisher = new EventPublisher(settings.kafka());
    Clock clock = Clock.systemUTC();
    Acceptance acceptance = new Acceptance(store, publisher, SERVICE);
    this.uploads = new Uploads(store, acceptance, Limits.read(property), clock);
    meters.gauge("nightjar.uploads.under.way", uploads, Uploads::underWay);
    this.recordings = new Recordings(store);
    this.relay = new OutboxRelay(store, acceptance, outboxPatience, meters, clock);
    this.patience =
        new Patience(Backoff.DEFAULT, meters.counter("nightjar.dependency.retries")::increment);
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

  /** Why the store can't be used, if it was tried and found wanting. */
  Optional<String> unfit() {
    return unfit;
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

  private void prepare() {
    try {
      patience.until(
          "prepare the store and the topics",
          () -> {
            store.prepare();
            StoreContract.prove(store);
            TopicAdmin.ensure(settings.kafka(), Topics.all());
            return true;
          });
      ready = true;
    } catch (StoreContractException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("This store will not do");
      unfit = Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
