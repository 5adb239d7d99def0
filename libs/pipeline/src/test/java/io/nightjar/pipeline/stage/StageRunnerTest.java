package io.nightjar.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.LocalStack;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStack.class)
@Timeout(60)
class StageRunnerTest {
  private static final Duration PATIENT = Duration.ofSeconds(15);

  private final Sandbox sandbox;
  private final ObjectStore store;
  private final ScriptedStage upperCase = new ScriptedStage(ScriptedStage::upperCase);
  private String service = "";
  private String topic = "";
  private String deadLetters = "";

  StageRunnerTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void makeTopics() throws Exception {
    service = sandbox.unique("service");
    topic = sandbox.topic("input");
    deadLetters = sandbox.deadLetters(service);
  }

  @Test
  void makesArtefactsThenTheManifestThenTheEventThenCommits() throws Exception {
    Recording recording = announce("a warm animal");
    RecordingId id = recording.recordingId();
    String manifest = manifestKey(id);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    ProbedStore watched =
        new ProbedStore(
            store,
            (operation, key) -> {
              if (key.equals(manifest) && operation.equals("putIfAbsent")) {
                order.add("artefacts " + sandbox.keys(ObjectKeys.derived(id)).size());
                order.add("events before manifest " + completions(id).size());
              } else if (key.startsWith("attempts/") && operation.equals("delete")) {
                order.add("manifest " + store.find(manifest, 100_000).isPresent());
                order.add("events after manifest " + completions(id).size());
                order.add("uncommitted " + sandbox.lag(service, topic));
              }
            },
            ProbedStore.Probe.NONE);

    try (var _ = new RunningStage(sandbox, watched, service, "", topic, PATIENT, upperCase)) {
      awaitCommitted();
    }

    assertThat(order)
        .containsExactly(
            "artefacts 2",
            "events before manifest 0",
            "manifest true",
            "events after manifest 1",
            "uncommitted 1");
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void saysInEventAndManifestWhatItMade() throws Exception {
    Recording recording = announce("kiwi");
    RecordingId id = recording.recordingId();

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    ConsumerRecord<String, byte[]> message = only(completions(id));
    StageCompleted said = completed(message);
    assertThat(Sandbox.header(message, "ce_id"))
        .isEqualTo(EventIds.of(EventType.THERMAL_DECODED, id, ScriptedStage.VERSION.text()));
    assertThat(Sandbox.header(message, "ce_source")).isEqualTo("/nightjar/" + service);
    assertThat(Sandbox.header(message, "traceparent"))
        .startsWith("00-" + Examples.TRACE.traceId() + "-")
        .doesNotContain(Examples.TRACE.spanId());
    assertThat(said.status()).isEqualTo(StageStatus.COMPLETED);
    assertThat(said.source()).isEqualTo(recording.raw());
    assertThat(said.device()).isEqualTo(Examples.CAMERA);
    assertThat(said.stage()).isEqualTo("thermal");
    assertThat(said.summary().get("letters").asInt()).isEqualTo(4);
    assertThat(said.artefacts())
        .extracting(artefact -> artefact.name() + " " + artefact.object().size())
        .containsExactly("upper.txt 4", "length.txt 1");
    byte[] upper = store.find(said.artefacts().getFirst().object().key(), 100).orElseThrow();
    assertThat(new String(upper, UTF_8)).isEqualTo("KIWI");
    // printf KIWI | sha256sum
    assertThat(said.artefacts().getFirst().object().sha256())
        .isEqualTo("04c8ae220e64325fb2b0349dc9dcaff6c75d44974518f5a99e443c99bc9beb63");
    byte[] manifest = store.find(said.manifest().key(), 100_000).orElseThrow();
    assertThat(said.manifest().sha256()).isEqualTo(Sha256.of(manifest));
    assertThat(said.manifest().size()).isEqualTo(manifest.length);
    assertThat(Json.read(manifest, Manifest.class).artefacts()).isEqualTo(said.artefacts());
  }

  @Test
  void onlyPublishesAgainWhereTheManifestStands() throws Exception {
    Recording recording = announce("morepork");
    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
      announce(recording);
      awaitCommitted();
    }
    try (var _ = RunningStage.of(sandbox, service + "-later", topic, upperCase)) {
      await().until(() -> sandbox.lag(service + "-later", topic) == 0);
    }

    List<ConsumerRecord<String, byte[]>> said = completions(recording.recordingId());
    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(1);
    assertThat(said).hasSize(4);
    assertThat(said).allMatch(again -> Sandbox.sameData(again, said.getFirst()));
    assertThat(said).extracting(m -> Sandbox.header(m, "ce_id")).containsOnly(ceId(recording));
    assertThat(said)
        .extracting(m -> Sandbox.header(m, "ce_time"))
        .containsOnly(Sandbox.header(said.getFirst(), "ce_time"));
  }

  @Test
  void commitsOneManifestWhereTwoReplicasRace() throws Exception {
    Recording recording = announce("both at once");
    CyclicBarrier both = new CyclicBarrier(2);
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              StageOutcome outcome = ScriptedStage.upperCase(bench);
              meet(both);
              return outcome;
            });

    try (var _ = new RunningStage(sandbox, store, service, "-a", topic, PATIENT, stage);
        var _ = new RunningStage(sandbox, store, service, "-b", topic, PATIENT, stage)) {
      await().until(() -> sandbox.lag(service + "-a", topic) == 0);
      await().until(() -> sandbox.lag(service + "-b", topic) == 0);
    }

    List<ConsumerRecord<String, byte[]>> said = completions(recording.recordingId());
    assertThat(stage.calls(recording.recordingId())).isEqualTo(2);
    assertThat(said).hasSize(2);
    assertThat(Sandbox.sameData(said.get(0), said.get(1))).isTrue();
    assertThat(said).extracting(m -> Sandbox.header(m, "ce_id")).containsOnly(ceId(recording));
    assertThat(sandbox.keys(ObjectKeys.derived(recording.recordingId())))
        .filteredOn(key -> key.endsWith("manifest.json"))
        .hasSize(1);
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void rejectsARecordingForGoodAndKeepsIt() throws Exception {
    Recording recording = announce("no recording at all");
    RecordingId id = recording.recordingId();
    ScriptedStage stage =
        new ScriptedStage(bench -> new StageOutcome.Rejected("not-cptv", "x".repeat(50_000)));

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    ConsumerRecord<String, byte[]> message = only(sandbox.read(Topics.RECORDING_FAILED, id));
    RecordingFailed said = Json.read(message.value(), RecordingFailed.class);
    assertThat(Sandbox.header(message, "ce_type")).isEqualTo(EventType.RECORDING_FAILED);
    assertThat(said.code()).isEqualTo("not-cptv");
    assertThat(said.detail()).hasSize(1000);
    assertThat(said.source()).isEqualTo(recording.raw());
    Manifest manifest = Json.read(find(manifestKey(id)), Manifest.class);
    assertThat(manifest.status()).isEqualTo(StageStatus.REJECTED);
    assertThat(manifest.code()).contains("not-cptv");
    assertThat(store.find(recording.raw().key(), 1000)).isPresent();
    assertThat(completions(id)).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
    assertThat(stage.calls(id)).isEqualTo(1);
  }

  @Test
  void savesWhatCanBeSavedAndSaysSo() throws Exception {
    Recording recording = announce("half a reco");
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              bench.add("half.txt", "text/plain", ScriptedStage.bytes("half"));
              return new StageOutcome.Partial(
                  "truncated", "ends at byte 11", new ScriptedStage.Facts(11, 0.5f));
            });

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    StageCompleted said = completed(only(completions(recording.recordingId())));
    assertThat(said.status()).isEqualTo(StageStatus.PARTIAL);
    assertThat(said.code()).contains("truncated");
    assertThat(said.artefacts()).singleElement().matches(a -> a.name().equals("half.txt"));
  }

  @Test
  void rejectsARecordingWhoseUploadIsGone() throws Exception {
    Recording recording = Examples.upload(store, "to be lost");
    store.delete(recording.raw().key());
    announce(recording);

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    RecordingFailed said =
        Json.read(
            only(sandbox.read(Topics.RECORDING_FAILED, recording.recordingId())).value(),
            RecordingFailed.class);
    assertThat(said.code()).isEqualTo("source-missing");
    assertThat(said.detail()).contains(recording.raw().key());
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void buriesAnUnreadableEventAtOnceAsItWas() throws Exception {
    byte[] original = {'{', 0, (byte) 0xFF, 7};
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, 2, "some key", original);
    message
        .headers()
        .add("ce_id", new byte[] {1, 2, (byte) 0xFE})
        .add("mine", "kept".getBytes(UTF_8));
    message.headers().add("nothing", null);
    sandbox.publisher().send(message);
    Recording next = announce("the next one");

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(letter.key()).isEqualTo("some key");
    assertThat(letter.value()).isEqualTo(original);
    assertThat(letter.headers().lastHeader("ce_id").value()).containsExactly(1, 2, 0xFE);
    assertThat(letter.headers().lastHeader("nothing").value()).isNull();
    assertThat(Sandbox.header(letter, "mine")).isEqualTo("kept");
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("unreadable-event");
    assertThat(Sandbox.header(letter, "nightjar_detail")).isNotBlank();
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("0");
    assertThat(Sandbox.header(letter, "nightjar_service_version")).isEqualTo(RunningStage.VERSION);
    assertThat(Sandbox.header(letter, "nightjar_topic")).isEqualTo(topic);
    assertThat(Sandbox.header(letter, "nightjar_partition")).isEqualTo("2");
    assertThat(Sandbox.header(letter, "nightjar_offset")).isEqualTo("0");
    assertThat(completions(next.recordingId())).hasSize(1);
  }

  @Test
  void buriesTheLargestMessageThatTheBrokerTakes() throws Exception {
    byte[] original = new byte[1024 * 1024 - 100];
    new java.util.Random(1).nextBytes(original);
    sandbox.publisher().send(new ProducerRecord<>(topic, "k", original));

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    assertThat(only(sandbox.read(deadLetters)).value()).isEqualTo(original);
  }

  @Test
  void buriesWhatTheStageFailsOnThreeTimesAndSaysHow() throws Exception {
    Recording recording = announce("bad for the stage");
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              throw new IllegalStateException("no such palette");
            });

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("stage-failed");
    assertThat(Sandbox.header(letter, "nightjar_detail"))
        .contains(ScriptedStage.VERSION.text())
        .contains("no such palette");
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("3");
    assertThat(Sandbox.header(letter, "ce_id")).isEqualTo(Examples.received(recording).id());
    assertThat(stage.calls(recording.recordingId())).isEqualTo(3);
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(completions(recording.recordingId())).isEmpty();
  }

  @Test
  void buriesAnOutcomeThatNoEventCanCarry() throws Exception {
    Recording recording = announce("too much to say");
    record Words(String text) {}
    ScriptedStage stage =
        new ScriptedStage(bench -> new StageOutcome.Completed(new Words("x".repeat(20_000))));

    try (var running = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
      assertThat(running.state()).isEqualTo(EventConsumer.State.RUNNING);
    }

    assertThat(Sandbox.header(only(sandbox.read(deadLetters)), "nightjar_cause"))
        .isEqualTo("stage-failed");
    assertThat(store.find(manifestKey(recording.recordingId()), 100_000)).isEmpty();
  }

  @Test
  void buriesWhatHasKilledThreeWorkersWithoutTryingAgain() throws Exception {
    Recording recording = announce("deadly");
    leaveMarks(recording, 3);

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("killed-worker");
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("3");
    assertThat(upperCase.calls(recording.recordingId())).isZero();
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void worksAloneOnWhatHasKilledAWorkerBefore(int deaths) throws Exception {
    Recording suspect = Examples.upload(store, "suspect");
    leaveMarks(suspect, deaths);
    AtomicInteger working = new AtomicInteger();
    Queue<Integer> besideSuspect = new ConcurrentLinkedQueue<>();
    CyclicBarrier innocents = new CyclicBarrier(2);
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              working.incrementAndGet();
              if (bench.recordingId().equals(suspect.recordingId())) {
                besideSuspect.add(working.get() - 1);
              } else {
                meet(innocents); // these two do work side by side
              }
              StageOutcome outcome = ScriptedStage.upperCase(bench);
              working.decrementAndGet();
              return outcome;
            });
    announce("innocent one");
    announce("innocent two");
    announce(suspect);

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    assertThat(besideSuspect).containsExactly(0);
    assertThat(completions(suspect.recordingId())).hasSize(1);
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void forgetsTheMarksOfAWorkerThatDiedAfterItsManifest() throws Exception {
    Recording recording = announce("done, but not said");
    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
      leaveMarks(recording, 1);
      announce(recording);
      awaitCommitted();
    }

    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(1);
  }

  @Test
  void countsNoAttemptTwiceWhenTheStoresAnswerIsLost() throws Exception {
    Recording recording = announce("lost answers");
    Set<String> lost = ConcurrentHashMap.newKeySet();
    ProbedStore flaky =
        new ProbedStore(
            store,
            ProbedStore.Probe.NONE,
            (operation, key) -> {
              if (lost.add(operation + key)) {
                throw new StoreException("the answer to " + operation + " " + key + " was lost");
              }
            });

    try (var running = new RunningStage(sandbox, flaky, service, "", topic, PATIENT, upperCase)) {
      awaitCommitted();
      assertThat(running.retries.get()).isGreaterThan(3);
    }

    assertThat(lost).noneMatch(call -> call.contains("/2"));
    assertThat(completions(recording.recordingId())).hasSize(1);
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
  }

  @Test
  void waitsOutAStoreThatFailsInTheMiddleOfAStreamHoweverTheStageSaysSo() throws Exception {
    Recording recording = announce("broken streams");
    AtomicInteger failures = new AtomicInteger();
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              if (failures.incrementAndGet() <= 5) {
                throw new UncheckedIOException(new StoreException("the stream broke"));
              }
              return ScriptedStage.upperCase(bench);
            });

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    assertThat(completions(recording.recordingId())).hasSize(1);
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void doesNotCountAnAttemptThatAStopInterrupted() throws Exception {
    Recording recording = announce("long work");
    CountDownLatch working = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              if (stopped.get()) {
                return ScriptedStage.upperCase(bench);
              }
              working.countDown();
              new CountDownLatch(1).await();
              throw new AssertionError("never");
            });

    try (var _ =
        new RunningStage(sandbox, store, service, "", topic, Duration.ofMillis(1), stage)) {
      working.await();
      assertThat(sandbox.keys("attempts/" + service)).hasSize(1);
    }

    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(sandbox.lag(service, topic)).isEqualTo(1);
    stopped.set(true);
    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }
    assertThat(completions(recording.recordingId())).hasSize(1);
  }

  @Test
  void worksOnceOnARecordingThatIsAnnouncedManyTimes() throws Exception {
    Recording recording = announce("again and again");
    for (int n = 0; n < 5; n++) {
      announce(recording);
    }

    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
    }

    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(1);
    assertThat(completions(recording.recordingId())).hasSize(6);
    assertThat(sandbox.keys("attempts/" + service)).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void removesTheScratchFolderHoweverTheWorkEnds() throws Exception {
    announce("fine");
    announce("bad");
    Queue<Path> folders = new ConcurrentLinkedQueue<>();
    ScriptedStage stage =
        new ScriptedStage(
            bench -> {
              Path folder = Files.createDirectories(bench.scratch().resolve("in/it"));
              folders.add(bench.scratch());
              Path file = Files.writeString(folder.resolve("file.txt"), "scratch");
              bench.add("file.txt", "text/plain", file);
              if (bench.source().size() == 3) {
                throw new IllegalStateException("bad");
              }
              return new StageOutcome.Completed(new ScriptedStage.Facts(0, 0));
            });

    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }

    assertThat(folders).hasSize(4).allMatch(Files::notExists);
  }

  private Recording announce(String content) throws Exception {
    Recording recording = Examples.upload(store, content);
    announce(recording);
    return recording;
  }

  private void announce(Recording recording) throws Exception {
    sandbox.publisher().publish(topic, Examples.received(recording));
  }

  private void leaveMarks(Recording recording, int count) throws StoreException {
    for (int n = 1; n <= count; n++) {
      store.put(
          ObjectKeys.attempt(service, recording.recordingId(), n),
          ScriptedStage.bytes("someone who died"),
          "text/plain");
    }
  }

  private void awaitCommitted() {
    await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.lag(service, topic) == 0);
  }

  private List<ConsumerRecord<String, byte[]>> completions(RecordingId id) {
    return sandbox.read(Topics.ARTEFACT_CREATED, id);
  }

  private byte[] find(String key) throws IOException {
    return store.find(key, 100_000).orElseThrow();
  }

  private static StageCompleted completed(ConsumerRecord<String, byte[]> message) {
    return switch (EventCodec.decode(message, EventType.THERMAL_DECODED, StageCompleted.class)) {
      case EventCodec.Understood<?> understood -> (StageCompleted) understood.event().data();
      case EventCodec.OtherType other -> throw new AssertionError(other);
      case EventCodec.Unreadable unreadable -> throw new AssertionError(unreadable);
    };
  }

  private static String ceId(Recording recording) {
    return EventIds.of(
        EventType.THERMAL_DECODED, recording.recordingId(), ScriptedStage.VERSION.text());
  }

  private static String manifestKey(RecordingId id) {
    return ObjectKeys.manifest(id, "thermal", ScriptedStage.VERSION.version());
  }

  private static <T> T only(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static void meet(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
