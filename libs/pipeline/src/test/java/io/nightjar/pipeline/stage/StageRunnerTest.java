package io.nightjar.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class StageRunnerTest extends StageTestBed {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  StageRunnerTest(Sandbox sandbox) {
    super(sandbox);
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
    assertThat(marks()).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void saysInEventAndManifestWhatItMade() throws Exception {
    Recording recording = announce("kiwi");
    RecordingId id = recording.recordingId();

    runUntilCommitted(upperCase);

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

  /** As its event names it: whatever else stands there by now is another document. */
  @Test
  void readsADocumentOfAnotherStageIfItIsTheOne() throws Exception {
    byte[] document = "{\"levels\":{}}".getBytes(UTF_8);
    ObjectRef there = reference("derived/document", document);
    ObjectRef changed = reference("derived/changed", document);
    store.put(there.key(), document, "application/json");
    store.put(changed.key(), "{\"levels\":[]}".getBytes(UTF_8), "application/json");
    Queue<Optional<byte[]>> read = new ConcurrentLinkedQueue<>();
    ScriptedStage reader =
        new ScriptedStage(
            context -> {
              read.add(context.document(there, document.length));
              read.add(context.document(there, document.length - 1));
              read.add(context.document(changed, 100));
              read.add(context.document(reference("derived/none", document), 100));
              return new StageOutcome.Completed(new ScriptedStage.Facts(1, 1));
            });
    announce("kea");

    runUntilCommitted(reader);

    assertThat(read).hasSize(4);
    assertThat(read.poll()).hasValueSatisfying(found -> assertThat(found).isEqualTo(document));
    assertThat(read).allMatch(Optional::isEmpty);
  }

  private ObjectRef reference(String key, byte[] content) {
    return new ObjectRef(
        store.bucket(), key, content.length, Sha256.of(content), "application/json");
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
      await().atMost(PATIENCE).until(() -> sandbox.lag(service + "-later", topic) == 0);
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
            context -> {
              StageOutcome outcome = ScriptedStage.upperCase(context);
              meet(both);
              return outcome;
            });

    try (var _ = new RunningStage(sandbox, store, service, "-a", topic, PATIENT, stage);
        var _ = new RunningStage(sandbox, store, service, "-b", topic, PATIENT, stage)) {
      await().atMost(PATIENCE).until(() -> sandbox.lag(service + "-a", topic) == 0);
      await().atMost(PATIENCE).until(() -> sandbox.lag(service + "-b", topic) == 0);
    }

    List<ConsumerRecord<String, byte[]>> said = completions(recording.recordingId());
    assertThat(stage.calls(recording.recordingId())).isEqualTo(2);
    assertThat(said).hasSize(2);
    assertThat(Sandbox.sameData(said.get(0), said.get(1))).isTrue();
    assertThat(said).extracting(m -> Sandbox.header(m, "ce_id")).containsOnly(ceId(recording));
    assertThat(sandbox.keys(ObjectKeys.derived(recording.recordingId())))
        .filteredOn(key -> key.endsWith("manifest.json"))
        .hasSize(1);
    assertThat(marks()).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void rejectsARecordingForGoodAndKeepsIt() throws Exception {
    Recording recording = announce("no recording at all");
    RecordingId id = recording.recordingId();
    ScriptedStage stage =
        new ScriptedStage(context -> new StageOutcome.Rejected("not-cptv", "x".repeat(50_000)));

    runUntilCommitted(stage);

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
            context -> {
              context.add("half.txt", "text/plain", ScriptedStage.bytes("half"));
              return new StageOutcome.Partial(
                  "truncated", "ends at byte 11", new ScriptedStage.Facts(11, 0.5f));
            });

    runUntilCommitted(stage);

    StageCompleted said = completed(only(completions(recording.recordingId())));
    assertThat(said.status()).isEqualTo(StageStatus.PARTIAL);
    assertThat(said.code()).contains("truncated");
    assertThat(said.artefacts()).singleElement().matches(a -> a.name().equals("half.txt"));
  }

  /** Content of another type is another object, as a reader asks the store for its type. */
  @Test
  void storesOnceWhatTwoNamesShare() throws Exception {
    Recording recording = announce("twice");
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              context.add("one.txt", "text/plain", ScriptedStage.bytes("same"));
              context.add("two.txt", "text/plain", ScriptedStage.bytes("same"));
              context.add("three.csv", "text/csv", ScriptedStage.bytes("same"));
              return new StageOutcome.Completed(new ScriptedStage.Facts(5, 1));
            });

    runUntilCommitted(stage);

    List<Artefact> made = completed(only(completions(recording.recordingId()))).artefacts();
    assertThat(made).extracting(Artefact::name).containsExactly("one.txt", "two.txt", "three.csv");
    assertThat(made.get(1).object()).isEqualTo(made.get(0).object());
    assertThat(made.get(2).object().key()).isNotEqualTo(made.get(0).object().key());
    for (Artefact artefact : made) {
      assertThat(store.find(artefact.object().key(), 10)).contains(ScriptedStage.bytes("same"));
    }
  }

  @Test
  void rejectsARecordingWhoseUploadIsGone() throws Exception {
    Recording recording = Examples.upload(store, "to be lost");
    store.delete(recording.raw().key());
    announce(recording);

    runUntilCommitted(upperCase);

    RecordingFailed said =
        Json.read(
            only(sandbox.read(Topics.RECORDING_FAILED, recording.recordingId())).value(),
            RecordingFailed.class);
    assertThat(said.code()).isEqualTo("source-missing");
    assertThat(said.detail()).contains(recording.raw().key());
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void waitsOutAStoreThatFailsInTheMiddleOfAStreamHoweverTheStageSaysSo() throws Exception {
    Recording recording = announce("broken streams");
    AtomicInteger failures = new AtomicInteger();
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              if (failures.incrementAndGet() <= 5) {
                throw new UncheckedIOException(new StoreException("the stream broke"));
              }
              return ScriptedStage.upperCase(context);
            });

    runUntilCommitted(stage);

    assertThat(completions(recording.recordingId())).hasSize(1);
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void worksOnceOnARecordingThatIsAnnouncedManyTimes() throws Exception {
    Recording recording = announce("again and again");
    for (int n = 0; n < 5; n++) {
      announce(recording);
    }

    runUntilCommitted(upperCase);

    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(1);
    assertThat(completions(recording.recordingId())).hasSize(6);
    assertThat(marks()).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void removesTheScratchFolderHoweverTheWorkEnds() throws Exception {
    announce("fine");
    announce("bad");
    Queue<Path> folders = new ConcurrentLinkedQueue<>();
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              Path folder = Files.createDirectories(context.scratch().resolve("in/it"));
              folders.add(context.scratch());
              Path file = Files.writeString(folder.resolve("file.txt"), "scratch");
              context.add("file.txt", "text/plain", file);
              if (context.source().size() == 3) {
                throw new IllegalStateException("bad");
              }
              return new StageOutcome.Completed(new ScriptedStage.Facts(0, 0));
            });

    runUntilCommitted(stage);

    assertThat(folders).hasSize(4).allMatch(Files::notExists);
  }
}
