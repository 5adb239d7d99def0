package io.nightjar.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged services, each killed with SIGKILL at each of its side effects; after it, every
 * accepted recording has one completion identity a stage, and the artefacts of an undisturbed run.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private final Map<String, TopicReader> readers = new HashMap<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess embedded;
  private Map<String, StoreTap> taps;
  private Map<String, ServiceProcess> services;
  private Camera camera;
  private Camera calmCamera;
  private ObjectStore store;

  @BeforeAll
  void startAll(@TempDir Path folder) throws Exception {
    embedded = opened(EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data"))));
    StoreTap ingest = tap();
    StoreTap thermal = tap();
    StoreTap audio = tap();
    StoreTap thumbnail = tap();
    taps = Map.of("ingest", ingest, "thermal", thermal, "audio", audio, "thumbnail", thumbnail);
    services =
        Map.of(
            "ingest", service("ingest", 80, folder, ingest),
            "thermal", service("thermal", 128, folder, thermal),
            "audio", service("audio", 256, folder, audio),
            "thumbnail", service("thumbnail", 128, folder, thumbnail));
    services.values().parallelStream().forEach(ServiceProcess::start);
    camera = camera("disturbed");
    calmCamera = camera("calm");
    store = opened(openStore());
  }

  @AfterAll
  void stopAll() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  /** Ingest's side effects, in their order. */
  static Stream<Arguments> stepsOfIngest() {
    return Stream.of(
            "PUT /nightjar/raw/",
            "PUT /nightjar/outbox/",
            "PUT /nightjar/recordings/",
            "PUT /nightjar/claims/",
            "DELETE /nightjar/outbox/")
        .flatMap(CrashTest::beforeAndAfter);
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("stepsOfIngest")
  void ingestIsKilledBetweenTwoSideEffects(String request, StoreTap.Moment moment)
      throws StoreException {
    byte[] recording = Clips.sound(SERIAL.getAndIncrement());
    ServiceProcess ingest = service("ingest");
    tap("ingest").strikeOnce(request, moment, ingest::kill);

    assertThat(camera.upload(recording)).as("the answer that the kill prevents").isEmpty();
    ingest.startAgain();
    String id = camera.uploadStubbornly(recording);

    camera.outcome(id);
    await("the outbox to be empty").atMost(PATIENCE).until(() -> keys("outbox/").isEmpty());
    assertThat(keys("claims/crash/disturbed/" + Sha256.of(recording))).hasSize(1);
    assertThat(recordingsOf(recording)).containsExactly(id);
    assertOneIdentity("nightjar.recording.received.audio", id, "recording.received");
    assertOneIdentity("nightjar.artefact.created", id, "spectrogram.rendered");
  }

  /** Ingest has a heap of 80 MiB here. */
  @Test
  void ingestStreamsARecordingThatIsLargerThanItsHeap() throws StoreException {
    long size = 128L * 1024 * 1024;

    String id = camera.upload(() -> Clips.longFlac(size)).orElseThrow();

    JsonNode outcome = camera.outcome(id);
    assertThat(outcome.get("size").asLong()).isEqualTo(size);
    assertThat(outcome.get("status").asText()).isEqualTo("rejected");
    assertThat(outcome.get("code").asText()).isEqualTo("not-decodable");
    assertThat(keys("raw/crash/disturbed/")).anyMatch(key -> key.endsWith(id + ".flac"));
  }

  /** A worker's side effects, in their order. */
  static Stream<Arguments> stepsOfWorkers() {
    return Stream.of("thermal", "thumbnail", "audio")
        .flatMap(
            worker ->
                Stream.of(
                    Arguments.of(worker, "GET /nightjar/raw/", StoreTap.Moment.AFTER),
                    Arguments.of(worker, derived(worker), StoreTap.Moment.BEFORE),
                    Arguments.of(worker, derived(worker), StoreTap.Moment.AFTER),
                    Arguments.of(worker, manifest(worker), StoreTap.Moment.BEFORE),
                    Arguments.of(worker, manifest(worker), StoreTap.Moment.AFTER),
                    Arguments.of(worker, "DELETE /nightjar/attempts/", StoreTap.Moment.BEFORE)));
  }

  @ParameterizedTest(name = "{0} {2} {1}")
  @MethodSource("stepsOfWorkers")
  void aWorkerIsKilledWhileItWorks(String worker, String request, StoreTap.Moment moment) {
    byte[] recording = clipFor(worker).apply(SERIAL.getAndIncrement());
    ServiceProcess process = service(worker);
    tap(worker).strikeOnce(request, moment, process::kill);

    String id = camera.uploadStubbornly(recording);
    await("the kill").atMost(PATIENCE).until(() -> !process.alive());
    process.startAgain();

    List<String> artefacts = camera.artefacts(id);
    String undisturbed = calmCamera.uploadStubbornly(recording);
    assertThat(artefacts).isNotEmpty().isEqualTo(calmCamera.artefacts(undisturbed));
    for (String type : typesFor(worker)) {
      assertOneIdentity("nightjar.artefact.created", id, type);
    }
    await("the marks to be removed")
        .atMost(PATIENCE)
        .until(() -> keys("attempts/").stream().noneMatch(key -> key.contains(id)));
  }

  @Test
  void aRecordingThatKillsItsWorkerThreeTimesHoldsUpNoOther() throws JoseException {
    ServiceProcess thermal = service("thermal");
    tap("thermal")
        .strikeAlways("GET /nightjar/raw/crash/poison/", StoreTap.Moment.AFTER, thermal::kill);
    Camera culprit = camera("poison");

    String poison = culprit.uploadStubbornly(Clips.thermal(SERIAL.getAndIncrement()));
    for (int kill = 1; kill <= 3; kill++) {
      await("kill " + kill).atMost(PATIENCE).until(() -> !thermal.alive());
      thermal.launch();
    }
    thermal.awaitReady();

    String id = camera.uploadStubbornly(Clips.thermal(SERIAL.getAndIncrement()));
    assertThat(camera.outcome(id).get("status").asText()).isEqualTo("completed");
    List<ConsumerRecord<String, byte[]>> dead =
        await("the dead letter")
            .atMost(PATIENCE)
            .until(
                () -> records("nightjar.thermal-service.dlq", poison), found -> !found.isEmpty());
    assertThat(dead).hasSize(1);
    assertThat(TopicReader.header(dead.getFirst(), "nightjar_cause")).isEqualTo("killed-worker");
    assertThat(TopicReader.header(dead.getFirst(), "ce_subject")).isEqualTo(poison);
    tap("thermal").disarm();
  }

  private static Stream<Arguments> beforeAndAfter(String request) {
    return Stream.of(StoreTap.Moment.values()).map(moment -> Arguments.of(request, moment));
  }

  private static String derived(String stage) {
    return "PUT /nightjar/derived/[^/]+/" + stage + "/";
  }

  private static String manifest(String stage) {
    return derived(stage) + ".*/manifest.json";
  }

  private static IntFunction<byte[]> clipFor(String worker) {
    return worker.equals("audio") ? Clips::sound : Clips::thermal;
  }

  private static List<String> typesFor(String worker) {
    return worker.equals("audio")
        ? List.of("spectrogram.rendered")
        : List.of("thermal.decoded", "thumbnail.rendered");
  }

  /** However often it was published, a consumer that drops repeats sees one event. */
  private void assertOneIdentity(String topic, String recordingId, String type) {
    String full = "io.nightjar." + type + ".v1";
    List<ConsumerRecord<String, byte[]>> events =
        await(full + " of " + recordingId)
            .atMost(PATIENCE)
            .until(
                () ->
                    records(topic, recordingId).stream()
                        .filter(event -> TopicReader.header(event, "ce_type").equals(full))
                        .toList(),
                found -> !found.isEmpty());
    assertThat(events.stream().map(event -> TopicReader.header(event, "ce_id")).distinct())
        .as("identities of " + full)
        .hasSize(1);
    assertThat(events.stream().map(event -> Sha256.of(event.value())).distinct())
        .as("contents of " + full)
        .hasSize(1);
  }

  private List<ConsumerRecord<String, byte[]>> records(String topic, String recordingId) {
    String servers = embedded.addresses().bootstrapServers();
    return readers
        .computeIfAbsent(topic, name -> opened(new TopicReader(servers, name)))
        .of(recordingId);
  }

  /** The recordings that stand in the store with this content. */
  private List<String> recordingsOf(byte[] content) throws StoreException {
    String sha256 = Sha256.of(content);
    List<String> ids = new ArrayList<>();
    for (String key : keys("recordings/")) {
      String document = new String(store.find(key, 1 << 16).orElseThrow(), UTF_8);
      if (document.contains(sha256)) {
        ids.add(key.substring("recordings/".length(), key.length() - ".json".length()));
      }
    }
    return ids;
  }

  private List<String> keys(String prefix) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  private ObjectStore openStore() {
    return new MinioObjectStore(
        new StoreSettings(
            embedded.addresses().storeEndpoint(),
            "us-east-1",
            "nightjar",
            embedded.options().accessKey(),
            embedded.options().secretKey(),
            Duration.ofSeconds(30)));
  }

  private Camera camera(String name) throws JoseException {
    return new Camera(service("ingest").address(), name);
  }

  private StoreTap tap() throws IOException {
    return opened(StoreTap.on(embedded.addresses().storeEndpoint()));
  }

  private StoreTap tap(String service) {
    return Objects.requireNonNull(taps.get(service));
  }

  private ServiceProcess service(String name, int heapMegabytes, Path folder, StoreTap tap)
      throws IOException {
    return opened(
        new ServiceProcess(name + "-service", heapMegabytes, folder, embedded, tap.endpoint()));
  }

  private ServiceProcess service(String name) {
    return Objects.requireNonNull(services.get(name));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}
