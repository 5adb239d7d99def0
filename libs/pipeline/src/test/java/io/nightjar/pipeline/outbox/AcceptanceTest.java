package io.nightjar.pipeline.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class AcceptanceTest {
  private static final String RECEIVED = Topics.received(MediaKind.THERMAL);
  private static final AtomicInteger CONTENT = new AtomicInteger();

  /** Each relay has a slot of time to itself, so that none waits for the slices of another. */
  private static final AtomicInteger SLOTS = new AtomicInteger();

  private final Sandbox sandbox;
  private final ObjectStore store;
  private final Acceptance acceptance;

  AcceptanceTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
    this.acceptance = on(store);
  }

  @Test
  void acceptsARecordingAndSaysSo() throws Exception {
    Recording recording = upload(newContent());

    assertThat(acceptance.accept(recording, Examples.TRACE))
        .isEqualTo(new Acceptance.Accepted(recording.recordingId()));

    assertThat(document(recording)).isEqualTo(recording);
    assertThat(claim(recording)).isEqualTo(recording.recordingId().toString());
    assertThat(store.find(ObjectKeys.outbox(recording.recordingId()), 10_000)).isEmpty();
    ConsumerRecord<String, byte[]> message = only(announced(recording));
    assertThat(Json.read(message.value(), RecordingReceived.class))
        .isEqualTo(RecordingReceived.of(recording));
    assertThat(Sandbox.header(message, "ce_source")).isEqualTo("/nightjar/ingest-service");
    assertThat(Sandbox.header(message, "traceparent")).isEqualTo(Examples.TRACE.traceparent());
  }

  @Test
  void notesWhichStagesTheRecordingIsToPass() throws Exception {
    Recording recording = upload(newContent());
    Acceptance withoutPreviews =
        new Acceptance(store, sandbox.publisher(), "ingest-service", new ExpectedStages(false));

    withoutPreviews.accept(recording, Examples.TRACE);

    assertThat(document(recording).expectedStages()).containsExactly("thermal", "thumbnail");
  }

  @Test
  void answersTheSameContentWithTheSameRecording() throws Exception {
    String content = newContent();
    Recording first = upload(content);
    Recording second = upload(content);
    acceptance.accept(first, Examples.TRACE);

    assertThat(acceptance.accept(second, Examples.TRACE))
        .isEqualTo(new Acceptance.Duplicate(first.recordingId()));

    assertNothingIsLeftOf(second);
    assertThat(store.find(first.raw().key(), 1000)).isPresent();
  }

  @Test
  void neverTakesARecordingForItsOwnDuplicate() throws Exception {
    Recording recording = upload(newContent());
    acceptance.accept(recording, Examples.TRACE);

    assertThat(acceptance.accept(recording, Examples.TRACE))
        .isEqualTo(new Acceptance.Accepted(recording.recordingId()));

    assertThat(store.find(recording.raw().key(), 1000)).isPresent();
    assertThat(document(recording)).isEqualTo(recording);
    assertThat(announced(recording)).hasSize(2).allMatch(message -> hasIdOf(recording, message));
  }

  @Test
  void letsOneOfManyThatSendTheSameAtOnceWin() throws Exception {
    String content = newContent();
    CyclicBarrier start = new CyclicBarrier(8);
    List<Recording> uploads = new ArrayList<>();
    List<Callable<Acceptance.Outcome>> callers = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      Recording recording = upload(content);
      uploads.add(recording);
      callers.add(
          () -> {
            start.await();
            return on(store).accept(recording, Examples.TRACE);
          });
    }

    List<Acceptance.Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Acceptance.Outcome> outcome : threads.invokeAll(callers)) {
        outcomes.add(outcome.get());
      }
    }

    assertThat(outcomes).filteredOn(Acceptance.Accepted.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .extracting(Acceptance.Outcome::recordingId)
        .containsOnly(outcomes.getFirst().recordingId());
    RecordingId winner = outcomes.getFirst().recordingId();
    for (Recording upload : uploads) {
      if (upload.recordingId().equals(winner)) {
        assertWasAcceptedOnce(upload);
      } else {
        assertNothingIsLeftOf(upload);
      }
    }
  }

  /** The calls of one acceptance; the document and the claim are asked for at the same time. */
  @ParameterizedTest(name = "crash {1} {0}")
  @CsvSource({
    "put outbox/, before",
    "put outbox/, after",
    "put recordings/, before",
    "put recordings/, after",
    "putIfAbsent claims/, before",
    "putIfAbsent claims/, after",
    "delete outbox/, before",
    "delete outbox/, after"
  })
  void isFinishedByTheRelayWhereverItsReplicaCrashed(String call, String when) throws Exception {
    String content = newContent();
    Recording recording = upload(content);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> on(dyingAt(call, when)).accept(recording, Examples.TRACE));

    relay(Duration.ZERO).sweep();
    Recording again = upload(content); // the camera, which was answered with nothing
    Acceptance.Outcome outcome = acceptance.accept(again, Examples.TRACE);

    boolean durable = !call.equals("put outbox/") || when.equals("after");
    if (durable) {
      assertThat(outcome).isEqualTo(new Acceptance.Duplicate(recording.recordingId()));
      assertWasAcceptedOnce(recording);
      assertNothingIsLeftOf(again);
    } else {
      assertThat(outcome).isEqualTo(new Acceptance.Accepted(again.recordingId()));
      assertWasAcceptedOnce(again);
      assertThat(announced(recording)).isEmpty();
      assertThat(store.find(ObjectKeys.recording(recording.recordingId()), 10_000)).isEmpty();
    }
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  @ParameterizedTest(name = "crash {1} {0}")
  @CsvSource({
    "put outbox/, after",
    "put recordings/, before",
    "put recordings/, after",
    "putIfAbsent claims/, before",
    "putIfAbsent claims/, after",
    "find claims/, before",
    "find claims/, after",
    "delete raw/, before",
    "delete raw/, after",
    "delete recordings/, before",
    "delete recordings/, after",
    "delete outbox/, before",
    "delete outbox/, after"
  })
  void leavesNothingOfALoserWhereverItsReplicaCrashed(String call, String when) throws Exception {
    String content = newContent();
    Recording winner = upload(content);
    Recording loser = upload(content);
    ObjectStore dying = dyingAt(call, when);
    AtomicBoolean once = new AtomicBoolean();
    ProbedStore overtaken =
        new ProbedStore(
            dying,
            (operation, key) -> {
              if (key.equals(ObjectKeys.outbox(loser.recordingId())) && !once.getAndSet(true)) {
                accept(winner);
              }
            },
            ProbedStore.Probe.NONE);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> on(overtaken).accept(loser, Examples.TRACE));

    relay(Duration.ZERO).sweep();

    assertWasAcceptedOnce(winner);
    assertNothingIsLeftOf(loser);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  /** The entry is written while the upload is on its way; a crash there leaves the entry alone. */
  @Test
  void leavesAnEntryAloneWhoseUploadMayStillCome() throws Exception {
    Recording recording = upload(newContent());
    store.delete(recording.raw().key());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> on(dyingAt("put outbox/", "after")).accept(recording, Examples.TRACE));

    relay(Duration.ZERO, Duration.ZERO).sweep(); // by the true time

    assertThat(sandbox.keys(ObjectKeys.OUTBOX))
        .containsExactly(ObjectKeys.outbox(recording.recordingId()));
    assertThat(announced(recording)).isEmpty();
    store.delete(ObjectKeys.outbox(recording.recordingId()));
  }

  @Test
  void removesAnEntryWhoseUploadCanNotComeAnyMore() throws Exception {
    String content = newContent();
    Recording recording = upload(content);
    store.delete(recording.raw().key());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> on(dyingAt("put outbox/", "after")).accept(recording, Examples.TRACE));

    relay(Duration.ZERO, EntryTrial.NO_LONGER_STORED.plus(nextSlot())).sweep();

    assertNothingIsLeftOf(recording);
    Recording again = upload(content);
    assertThat(acceptance.accept(again, Examples.TRACE))
        .isEqualTo(new Acceptance.Accepted(again.recordingId()));
    assertWasAcceptedOnce(again);
  }

  /** The sender is answered before the event is published; a crash there is the relay's to mend. */
  @Test
  void isDurableBeforeItIsAnnounced() throws Exception {
    Recording recording = upload(newContent());

    Acceptance.Outcome outcome = acceptance.begin(recording, Examples.TRACE).finish();

    assertThat(outcome).isEqualTo(new Acceptance.Accepted(recording.recordingId()));
    assertThat(document(recording)).isEqualTo(recording);
    assertThat(announced(recording)).isEmpty();
    relay(Duration.ZERO).sweep();
    assertWasAcceptedOnce(recording);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  @Test
  void isFinishedOnceWhereManyRelaysSweepAtOnce() throws Exception {
    List<Recording> recordings = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      Recording recording = upload(newContent());
      recordings.add(recording);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () -> on(dyingAt("put recordings/", "before")).accept(recording, Examples.TRACE));
    }
    CyclicBarrier start = new CyclicBarrier(3);
    Duration sameSlot = nextSlot();
    Callable<Integer> sweep =
        () -> {
          OutboxRelay relay = relay(Duration.ZERO, sameSlot);
          start.await();
          return relay.sweep();
        };

    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<Integer> done : threads.invokeAll(List.of(sweep, sweep, sweep))) {
        assertThat(done.get()).isNotNegative();
      }
    }

    for (Recording recording : recordings) {
      assertWasAcceptedOnce(recording);
    }
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1"})
  void leavesYoungEntriesToThoseWhoWroteThem(long pastPatience, int finished) throws Exception {
    Recording recording = upload(newContent());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> on(dyingAt("putIfAbsent claims/", "before")).accept(recording, Examples.TRACE));
    List<ObjectStat> entries = new ArrayList<>();
    store.list(ObjectKeys.OUTBOX, entries::add);
    Instant written = only(entries).lastModified();
    Duration patience = nextSlot(); // in which no other test has taken slices
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    OutboxRelay relay =
        new OutboxRelay(
            store,
            acceptance,
            patience,
            meters,
            InstantSource.fixed(written.plus(patience).plusMillis(pastPatience)));

    assertThat(relay.sweep()).isEqualTo(finished);

    assertThat(meters.get("nightjar.outbox.pending").gauge().value()).isEqualTo(1 - finished);
    assertThat(announced(recording)).hasSize(finished);
    relay(Duration.ZERO).sweep();
  }

  /** What the first release claimed stays claimed, though it put the claim under another key. */
  @Test
  void knowsContentThatTheFirstReleaseTookIn() throws Exception {
    DeviceIdentity camera = new DeviceIdentity("forest", "Camera");
    Recording old = acceptedByTheFirstRelease(camera, camera);

    Recording again = Examples.upload(store, camera, old.raw().key());
    Acceptance.Outcome outcome = acceptance.accept(again, Examples.TRACE);

    assertThat(outcome).isEqualTo(new Acceptance.Duplicate(old.recordingId()));
    assertNothingIsLeftOf(again);
  }

  /** On a store that folds case the claim of "camera" is found where "Camera" once had its own. */
  @Test
  void takesNoOtherDevicesEarlierClaimForItsOwn() throws Exception {
    DeviceIdentity camera = new DeviceIdentity("forest", "Camera");
    Recording others = acceptedByTheFirstRelease(camera, new DeviceIdentity("forest", "camera"));

    Recording recording = Examples.upload(store, camera, others.raw().key());
    Acceptance.Outcome outcome = acceptance.accept(recording, Examples.TRACE);

    assertThat(outcome).isEqualTo(new Acceptance.Accepted(recording.recordingId()));
  }

  /** A recording of one device, its claim under the key that the first release gave to another. */
  private Recording acceptedByTheFirstRelease(DeviceIdentity claimant, DeviceIdentity owner)
      throws IOException {
    Recording recording = Examples.upload(store, owner, newContent());
    store.put(
        ObjectKeys.recording(recording.recordingId()),
        Json.document(recording),
        "application/json");
    String content = recording.raw().key();
    String key = "claims/forest/Camera/" + Sha256.of(content.getBytes(UTF_8));
    assertThat(ObjectKeys.earlierClaim(claimant, Sha256.of(content.getBytes(UTF_8)))).contains(key);
    store.put(key, recording.recordingId().toString().getBytes(UTF_8), "text/plain");
    return recording;
  }

  private void accept(Recording recording) throws StoreException {
    try {
      acceptance.accept(recording, Examples.TRACE);
    } catch (IOException | InterruptedException e) {
      throw new StoreException("cannot accept", e);
    }
  }

  /**
   * One document, one claim and one event that a consumer which drops repeats sees. Delivery is at
   * least once, so the log may hold that event again, with the same id and the same data.
   */
  private void assertWasAcceptedOnce(Recording recording) throws Exception {
    String sha256 = recording.raw().sha256();
    assertThat(documentsOf(sha256)).containsExactly(recording);
    assertThat(sandbox.keys("claims/"))
        .filteredOn(key -> key.endsWith(sha256))
        .containsExactly(ObjectKeys.claim(recording.device(), sha256));
    assertThat(claim(recording)).isEqualTo(recording.recordingId().toString());
    assertThat(store.find(recording.raw().key(), 1000)).isPresent();
    assertThat(eventsOf(sha256))
        .containsExactly(
            Map.entry(
                EventIds.of(EventType.RECORDING_RECEIVED, recording.recordingId(), "received/1"),
                RecordingReceived.of(recording)));
  }

  /** All accepted recordings of a content. */
  private List<Recording> documentsOf(String sha256) throws IOException {
    List<Recording> found = new ArrayList<>();
    for (String key : sandbox.keys("recordings/")) {
      Recording recording = Json.read(store.find(key, 10_000).orElseThrow(), Recording.class);
      if (recording.raw().sha256().equals(sha256)) {
        found.add(recording);
      }
    }
    return found;
  }

  /** All events about a content, by their ids and what they say; repeats are dropped. */
  private Set<Map.Entry<String, RecordingReceived>> eventsOf(String sha256) throws IOException {
    Set<Map.Entry<String, RecordingReceived>> events = new LinkedHashSet<>();
    for (ConsumerRecord<String, byte[]> message : sandbox.read(RECEIVED)) {
      RecordingReceived said = Json.read(message.value(), RecordingReceived.class);
      if (said.source().sha256().equals(sha256)) {
        events.add(Map.entry(Sandbox.header(message, "ce_id"), said));
      }
    }
    return events;
  }

  private void assertNothingIsLeftOf(Recording loser) throws Exception {
    assertThat(store.find(loser.raw().key(), 1000)).isEmpty();
    assertThat(store.find(ObjectKeys.recording(loser.recordingId()), 10_000)).isEmpty();
    assertThat(store.find(ObjectKeys.outbox(loser.recordingId()), 10_000)).isEmpty();
    assertThat(announced(loser)).isEmpty();
  }

  private static boolean hasIdOf(Recording recording, ConsumerRecord<?, ?> message) {
    return Sandbox.header(message, "ce_id")
        .equals(EventIds.of(EventType.RECORDING_RECEIVED, recording.recordingId(), "received/1"));
  }

  private List<ConsumerRecord<String, byte[]>> announced(Recording recording) {
    return sandbox.read(RECEIVED, recording.recordingId());
  }

  private Recording document(Recording recording) throws IOException {
    return Json.read(
        store.find(ObjectKeys.recording(recording.recordingId()), 10_000).orElseThrow(),
        Recording.class);
  }

  private String claim(Recording recording) throws IOException {
    String key = ObjectKeys.claim(recording.device(), recording.raw().sha256());
    return new String(store.find(key, 100).orElseThrow(), UTF_8);
  }

  private Acceptance on(ObjectStore over) {
    return new Acceptance(over, sandbox.publisher(), "ingest-service", ExpectedStages.ALL);
  }

  private OutboxRelay relay(Duration patience) {
    return relay(patience, nextSlot());
  }

  private OutboxRelay relay(Duration patience, Duration ahead) {
    return new OutboxRelay(
        store,
        acceptance,
        patience,
        new SimpleMeterRegistry(),
        InstantSource.offset(InstantSource.system(), ahead));
  }

  private static Duration nextSlot() {
    return SliceLeases.SLOT.multipliedBy(SLOTS.incrementAndGet());
  }

  private Recording upload(String content) throws IOException {
    return Examples.upload(store, content);
  }

  private static String newContent() {
    return "content " + CONTENT.incrementAndGet();
  }

  /**
   * A replica whose process ends at a call: nothing that it asks for after that is done.
   *
   * @param call the operation and how its key begins
   */
  private ObjectStore dyingAt(String call, String when) {
    AtomicBoolean dead = new AtomicBoolean();
    return new ProbedStore(
        store,
        (operation, key) -> dieAt(call, when.equals("before"), operation + " " + key, dead),
        (operation, key) -> dieAt(call, when.equals("after"), operation + " " + key, dead));
  }

  private static void dieAt(String call, boolean now, String actual, AtomicBoolean dead)
      throws StoreException {
    if (now && actual.startsWith(call)) {
      dead.set(true);
    }
    if (dead.get()) {
      throw new StoreException("dead at " + actual);
    }
  }

  private static <T> T only(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
