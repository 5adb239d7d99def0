package io.nightjar.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.archive.ArchiveLimits;
import io.nightjar.ingest.archive.Archives;
import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.http.Departure;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.ResumableUploads;
import io.nightjar.ingest.resumable.UploadRules;
import io.nightjar.ingest.upload.Leftovers;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.LogProbe;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.LaterAnnouncements;
import io.nightjar.pipeline.outbox.OutboxRelay;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.scratch.ScratchSpace;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PresignedLinks;
import io.nightjar.pipeline.store.StoreContractException;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StorePreparation;
import io.nightjar.pipeline.store.StoreProbe;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.Registry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipeline as this service uses it, from start to stop. */
@ApplicationScoped
class IngestPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(IngestPipeline.class);
  static final String SERVICE = "ingest-service";

  private final MinioObjectStore store;
  private final Optional<PresignedLinks> links;
  private final StorePreparation storePreparation;
  private final ServiceTopics topics;
  private final DependencyWatch storeWatch;
  private final DependencyWatch logWatch;
  private final Leftovers leftovers;
  private final Departure departure;
  private final Duration departureTime;
  private final EventPublisher publisher;
  private final LaterAnnouncements announcements;
  private final Uploads uploads;
  private final DeviceShares shares;
  private final ResumableUploads resumable;
  private final Archives archives;
  private final Recordings recordings;
  private final Registry registry;
  private final OutboxRelay relay;
  private final RetryPolicy retries;
  private final Thread preparation =
      Thread.ofVirtual().name("preparation").unstarted(this::prepare);
  private volatile boolean prepared;

  IngestPipeline(
      KafkaSettings kafka,
      StoreSettings storeSettings,
      Limits limits,
      ExpectedStages stages,
      OutboxConfig outbox,
      HttpConfig http,
      ReadingConfig reading,
      UploadsConfig resumable,
      ArchiveConfig archive,
      ScratchSpace scratch,
      Departure departure,
      MeterRegistry meters) {
    Clock clock = Clock.systemUTC();
    this.store = new MinioObjectStore(storeSettings, scratch);
    this.links =
        reading
            .publicStoreEndpoint()
            .map(endpoint -> new PresignedLinks(storeSettings, endpoint, reading.linkLife()));
    this.storePreparation = new StorePreparation(store, clock);
    List<String> written =
        Stream.concat(
                Arrays.stream(MediaKind.values()).map(Topics::received),
                Stream.of(Topics.DEVICE_EVENT, Topics.RENDER_REQUESTED))
            .toList();
    this.topics = new ServiceTopics(kafka, Set.of(), written, Optional.empty());
    this.publisher = new EventPublisher(kafka);
    Acceptance acceptance = new Acceptance(store, publisher, SERVICE, stages);
    this.departure = departure;
    this.departureTime = http.departure();
    this.storeWatch = new DependencyWatch("store", probe(storeSettings), store::cancelAll, clock);
    this.logWatch = new DependencyWatch("message log", probe(kafka, written), () -> {}, clock);
    watched(meters, storeWatch, "store");
    watched(meters, logWatch, "log");
    this.announcements = new LaterAnnouncements(store);
    this.leftovers = new Leftovers(store, clock, meters);
    this.uploads = new Uploads(store, acceptance, announcements, leftovers, limits.upload(), clock);
    this.shares = new DeviceShares(limits.upload().perDevice());
    PipelineMeter.UPLOADS_UNDER_WAY.gauge(meters, uploads, Uploads::underWay);
    this.resumable =
        new ResumableUploads(store, acceptance, rules(resumable, limits), shares, meters, clock);
    PipelineMeter.UPLOADS_RESUMABLE_UNDER_WAY.gauge(
        meters, this.resumable, ResumableUploads::underWay);
    this.archives = new Archives(uploads, limits(archive), departure::begun);
    PipelineMeter.ARCHIVES_UNDER_WAY.gauge(meters, archives, Archives::underWay);
    this.recordings = new Recordings(store);
    this.registry = new Registry(store, clock);
    this.relay = new OutboxRelay(store, acceptance, outbox.patience(), meters, clock);
    this.retries = RetryPolicy.countedIn(meters);
  }

  private static void watched(MeterRegistry meters, DependencyWatch watch, String dependency) {
    PipelineMeter.DEPENDENCY_ANSWERS.gauge(
        meters, watch, watching -> watching.answers() ? 1 : 0, dependency);
  }

  private static ArchiveLimits limits(ArchiveConfig archive) {
    return new ArchiveLimits(
        archive.members(),
        archive.inflatedBytes(),
        archive.ratio(),
        archive.nameLength(),
        archive.atOnce());
  }

  private static UploadRules rules(UploadsConfig config, Limits limits) {
    return new UploadRules(
        config.life(), config.openPerDevice(), config.sweepInterval(), limits.upload());
  }

  private static DependencyWatch.Probe probe(StoreSettings settings) {
    StoreProbe probe = new StoreProbe(settings, DependencyWatch.PATIENCE);
    return new DependencyWatch.Probe() {
      @Override
      public void run() throws StoreException {
        probe.run();
      }

      @Override
      public void close() {
        probe.close();
      }
    };
  }

  private static DependencyWatch.Probe probe(KafkaSettings settings, List<String> topics) {
    LogProbe probe = new LogProbe(settings, topics, DependencyWatch.PATIENCE);
    return new DependencyWatch.Probe() {
      @Override
      public void run() throws LogException, InterruptedException {
        probe.run();
      }

      @Override
      public void close() {
        probe.close();
      }
    };
  }

  void start(@Observes StartupEvent event) {
    preparation.start();
  }

  /** The server still answers while this waits: readiness is down, and whoever comes is refused. */
  void depart(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
    resumable.depart();
    if (!departure.begin(departureTime)) {
      LOG.atWarn().log("Requests are cut that did not end in time");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    preparation.interrupt();
    storeWatch.close();
    logWatch.close();
    announcements.close();
    publisher.close();
    store.close();
  }

  @Scheduled(
      every = "{nightjar.outbox.interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void relay() throws InterruptedException {
    if (!ready()) {
      return;
    }
    try {
      relay.sweep();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("The outbox waits for the store");
    }
  }

  @Scheduled(
      every = "{nightjar.uploads.sweep-interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void sweepUploads() throws InterruptedException {
    if (!ready()) {
      return;
    }
    try {
      resumable.sweep();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("cause", String.valueOf(e))
          .log("Resumable uploads wait for the store or the message log");
    }
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void removeLeftovers() {
    Optional<Instant> answering = storeWatch.answeringSince();
    if (leftovers.size() == 0 || answering.isEmpty()) {
      return;
    }
    try {
      leftovers.sweep(answering.get());
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("Leftovers wait for the store");
    }
  }

  boolean ready() {
    return prepared && storeWatch.answers() && logWatch.answers() && !departure.begun();
  }

  /** Why it is not ready, all that is in the way; for people. */
  Optional<String> obstacle() {
    String all =
        Stream.of(
                storePreparation.obstacle(),
                topics.obstacle(),
                storeWatch.obstacle(),
                logWatch.obstacle())
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return Optional.of(all).filter(text -> !text.isEmpty());
  }

  /** Publishes what needs the message log alone. */
  EventPublisher publisher() {
    require(prepared && logWatch.answers());
    return publisher;
  }

  Uploads uploads() {
    require(prepared && storeWatch.answers() && logWatch.answers());
    return uploads;
  }

  /** What each device may take of this replica. */
  DeviceShares shares() {
    return shares;
  }

  /** Bytes can be made safe without the message log; only their last one needs it. */
  ResumableUploads resumable() {
    require(prepared && storeWatch.answers());
    return resumable;
  }

  /** The most bytes that a resumable upload may have; known before the store is. */
  long largestUpload() {
    return resumable.largest();
  }

  /** How long a resumable upload may take. */
  Duration uploadLife() {
    return resumable.life();
  }

  Archives archives() {
    uploads(); // what an archive needs, too
    return archives;
  }

  /** Reading needs the store alone. */
  Recordings recordings() {
    require(prepared && storeWatch.answers());
    return recordings;
  }

  /** Reading and changing it needs the store alone. */
  Registry registry() {
    require(prepared && storeWatch.answers());
    return registry;
  }

  ObjectStore store() {
    return store;
  }

  /** By which readers are sent to the store itself, if they are. */
  Optional<PresignedLinks> links() {
    return links;
  }

  private static void require(boolean answers) {
    if (!answers) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          "the store or the message log can't be reached; try again later");
    }
  }

  private void prepare() {
    try {
      retries.untilDone(
          "prepare the store and the topics",
          () -> {
            storePreparation.run();
            topics.prepare();
          });
      storeWatch.start();
      logWatch.start();
      prepared = true;
      LOG.atInfo().log("Store and topics are there; uploads are taken");
    } catch (StoreContractException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("This store will not do");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
