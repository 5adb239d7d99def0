package io.nightjar.ingest.resumable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replicas of the service over one real store and one real broker, with a clock to turn. */
final class Fleet implements AutoCloseable {
  static final Duration LIFE = Duration.ofDays(6);
  static final int OPEN_PER_DEVICE = 50;
  static final int LARGEST_SOUND = 40 * 1024 * 1024;
  static final int LARGEST_THERMAL = 1024 * 1024;

  private static final UploadRules RULES =
      new UploadRules(
          LIFE,
          OPEN_PER_DEVICE,
          Duration.ofMinutes(1),
          new Limits.Upload(
              LARGEST_THERMAL, LARGEST_SOUND, 100, new Limits.PerDevice(100, 6_000, 1L << 30)));

  private final EmbeddedProcess process;
  private final MinioObjectStore store;
  private final EventPublisher publisher;
  private final TopicReader announcements;
  private volatile Duration ahead = Duration.ZERO;

  private Fleet(EmbeddedProcess process) throws IOException, InterruptedException {
    this.process = process;
    KafkaSettings kafka =
        new KafkaSettings(
            process.addresses().bootstrapServers(),
            TopicSettings.oneBroker(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Map.of());
    this.store =
        new MinioObjectStore(
            new StoreSettings(
                process.addresses().storeEndpoint(),
                "us-east-1",
                "fleet",
                process.options().accessKey(),
                process.options().secretKey(),
                Duration.ofSeconds(10)));
    store.prepare();
    new ServiceTopics(kafka, Topics.all(), Topics.all(), Optional.empty()).prepare();
    this.publisher = new EventPublisher(kafka);
    this.announcements =
        new TopicReader(process.addresses().bootstrapServers(), Topics.received(MediaKind.AUDIO));
  }

  static Fleet start() throws IOException, InterruptedException {
    return new Fleet(
        EmbeddedProcess.start(
            EmbeddedOptions.in(Files.createTempDirectory("nightjar-resumable-test-"))));
  }

  /** A replica that reaches the store in its own way. */
  ResumableUploads replica(ObjectStore throughThis) {
    return new ResumableUploads(
        throughThis,
        new Acceptance(throughThis, publisher, "test", ExpectedStages.ALL),
        RULES,
        new DeviceShares(RULES.limits().perDevice()),
        new SimpleMeterRegistry(),
        clock());
  }

  ResumableUploads replica() {
    return replica(store);
  }

  ObjectStore store() {
    return store;
  }

  InstantSource clock() {
    return () -> Instant.now().plus(ahead);
  }

  void turnClock(Duration by) {
    ahead = ahead.plus(by);
  }

  List<String> keys(String prefix) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  List<String> unfinished() throws StoreException {
    List<String> keys = new ArrayList<>();
    store.listUploads("", upload -> keys.add(upload.key()));
    return keys;
  }

  /** The recording as its document has it. */
  Recording recording(RecordingId id) throws IOException {
    byte[] json = store.find(ObjectKeys.recording(id), 64 * 1024).orElseThrow();
    return Json.read(json, Recording.class);
  }

  /** The bytes of a recording. */
  byte[] raw(RecordingId id) throws IOException {
    Recording recording = recording(id);
    return store.find(recording.raw().key(), LARGEST_SOUND).orElseThrow();
  }

  /** How often a recording was announced. */
  long announcements(RecordingId id) {
    return announcements.all().stream()
        .filter(message -> id.toString().equals(message.key()))
        .count();
  }

  @Override
  public void close() {
    announcements.close();
    publisher.close();
    store.close();
    process.close();
  }
}
