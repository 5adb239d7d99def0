package io.nightjar.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls of the store that a work makes beside one another. */
@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class ArtefactsOfAStageTest extends StageTestBed {

  ArtefactsOfAStageTest(Sandbox sandbox) {
    super(sandbox);
  }

  /** Each of the two waits for the other one to be under way. */
  @Test
  void areStoredBesideOneAnotherAndAllStandBeforeTheManifest() throws Exception {
    Recording recording = announce("kiwi");
    CyclicBarrier both = new CyclicBarrier(2);
    Set<String> standing = Collections.synchronizedSet(new HashSet<>());
    ProbedStore met =
        new ProbedStore(
            store,
            (operation, key) -> {
              if (operation.equals("put") && isArtefact(key)) {
                meetAt(both);
              } else if (operation.equals("putIfAbsent") && key.endsWith("/manifest.json")) {
                standing.addAll(sandbox.keys(ObjectKeys.derived(recording.recordingId())));
              }
            },
            ProbedStore.Probe.NONE);

    run(met, upperCase);

    assertThat(standing).hasSize(2);
    assertThat(completed(only(completions(recording.recordingId()))).artefacts())
        .extracting(Artefact::name)
        .containsExactly("upper.txt", "length.txt");
  }

  @Test
  void oneThatCouldNotBeStoredIsStoredByTheNextTryAndOnlyThenIsThereAnEvent() throws Exception {
    Recording recording = announce("kea");
    AtomicBoolean failed = new AtomicBoolean();
    Queue<Integer> eventsBefore = new ConcurrentLinkedQueue<>();
    ProbedStore failing =
        new ProbedStore(
            store,
            (operation, key) -> {
              if (operation.equals("put") && key.endsWith("upper.txt")) {
                eventsBefore.add(completions(recording.recordingId()).size());
                if (failed.compareAndSet(false, true)) {
                  throw new StoreException("full");
                }
              }
            },
            ProbedStore.Probe.NONE);

    run(failing, upperCase);

    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(2);
    assertThat(eventsBefore).containsExactly(0, 0);
    for (Artefact artefact : completed(only(completions(recording.recordingId()))).artefacts()) {
      assertThat(find(artefact.object().key())).hasSize((int) artefact.object().size());
    }
    assertThat(marks()).isEmpty();
  }

  @Test
  void severalDocumentsAreOpenedBesideOneAnother() throws Exception {
    List<ObjectRef> documents = List.of(document("one"), document("other"));
    CyclicBarrier both = new CyclicBarrier(2);
    ProbedStore met =
        new ProbedStore(
            store,
            (operation, key) -> {
              if (operation.equals("open") && key.startsWith("derived/document-")) {
                meetAt(both);
              }
            },
            ProbedStore.Probe.NONE);
    Queue<String> read = new ConcurrentLinkedQueue<>();
    announce("morepork");

    run(
        met,
        new ScriptedStage(
            context -> {
              for (InputStream in : context.open(documents)) {
                read.add(new String(in.readAllBytes(), UTF_8));
              }
              return new StageOutcome.Completed(new ScriptedStage.Facts(1, 1));
            }));

    assertThat(read).containsExactly("one", "other");
  }

  /** As where only one is asked for: the event names what there is not. */
  @Test
  void oneOfSeveralDocumentsThatIsNotThereBreaksTheContract() throws Exception {
    ObjectRef there = document("one");
    ObjectRef gone =
        new ObjectRef(there.bucket(), "derived/gone", 1, there.sha256(), there.mediaType());
    Recording recording = announce("weka");

    run(
        store,
        new ScriptedStage(
            context -> {
              context.open(List.of(there, gone));
              return new StageOutcome.Completed(new ScriptedStage.Facts(1, 1));
            }));

    assertThat(
            Sandbox.header(
                only(sandbox.read(deadLetters, recording.recordingId())), "nightjar_cause"))
        .isEqualTo("unreadable-document");
  }

  private ObjectRef document(String content) throws Exception {
    byte[] bytes = ScriptedStage.bytes(content);
    String key = "derived/document-" + content;
    store.put(key, bytes, "text/plain");
    return new ObjectRef(store.bucket(), key, bytes.length, Sha256.of(bytes), "text/plain");
  }

  private void run(ObjectStore with, ScriptedStage stage) {
    try (var _ = new RunningStage(sandbox, with, service, "", topic, PATIENT, stage)) {
      awaitCommitted();
    }
  }

  private static boolean isArtefact(String key) {
    return key.startsWith(ObjectKeys.DERIVED) && key.endsWith(".txt");
  }

  private static void meetAt(CyclicBarrier barrier) throws StoreException {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new StoreException("interrupted", e);
    }
  }
}
