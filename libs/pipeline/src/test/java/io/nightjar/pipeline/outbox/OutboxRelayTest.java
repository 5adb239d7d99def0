package io.nightjar.pipeline.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.Topics;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits in the outbox is finished, whatever lies beside it and whoever dies. */
@ExtendWith(BrokerAndStore.class)
@Timeout(120)
@Tag("process")
class OutboxRelayTest {
  private static final String JSON = "application/json";
  private static final AtomicInteger CONTENT = new AtomicInteger();

  private final Sandbox sandbox;
  private final ObjectStore store;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<RecordingId, AtomicInteger> announced = new ConcurrentHashMap<>();
  private Instant now = Instant.now().plus(SliceLeases.SLOT);

  OutboxRelayTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void clear() throws IOException {
    for (String prefix : List.of("outbox/", "quarantine/", "leases/")) {
      for (String key : sandbox.keys(prefix)) {
        store.delete(key);
      }
    }
  }

  @Test
  void quarantinesWhatItCanNotReadAndFinishesAllBehindIt() throws Exception {
    byte[] broken = "{ \"recording\": ".getBytes(UTF_8);
    for (int n = 0; n < 5; n++) {
      store.put("outbox/0000-" + n + ".json", broken, JSON);
    }
    Recording anothers = Examples.recording(1);
    store.put("outbox/0000-5.json", Json.document(entry(anothers)), JSON);
    store.put("outbox/0000-6.json", new byte[70_000], JSON);
    List<Recording> readable = backlog(4, MediaKind.THERMAL);

    int finished = relay(this::announce).sweep();

    assertThat(finished).isEqualTo(4);
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(readable));
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
    assertThat(sandbox.keys(ObjectKeys.QUARANTINE))
        .hasSize(7)
        .first()
        .isEqualTo("quarantine/outbox/0000-0.json");
    assertThat(store.find("quarantine/outbox/0000-4.json", 1000)).contains(broken);
    assertThat(gauge("nightjar.outbox.quarantined")).isEqualTo(7);
    assertThat(gauge("nightjar.outbox.pending")).isZero();
  }

  @Test
  void announcesNothingWhoseUploadIsMissing() throws Exception {
    Recording lost = backlog(1, MediaKind.THERMAL).getFirst();
    Recording kept = backlog(1, MediaKind.THERMAL).getFirst();
    store.delete(lost.raw().key());

    relay(this::announce).sweep();

    assertThat(announced.keySet()).containsExactly(kept.recordingId());
    assertThat(sandbox.keys(ObjectKeys.OUTBOX))
        .containsExactly(ObjectKeys.outbox(lost.recordingId()));
  }

  @Test
  void finishesAnEntryOutOfQuarantineOnceItCanBeRead() throws Exception {
    Recording recording = backlog(1, MediaKind.THERMAL).getFirst();
    String key = ObjectKeys.outbox(recording.recordingId());
    byte[] whole = store.find(key, 10_000).orElseThrow();
    store.put(key, "{".getBytes(UTF_8), JSON);
    OutboxRelay relay = relay(this::announce);
    relay.sweep();
    store.put(ObjectKeys.quarantined(key), whole, JSON);

    now = lastModified(ObjectKeys.quarantined(key)).plus(Quarantine.REST);
    int finished = relay.sweep();

    assertThat(finished).isEqualTo(1);
    assertThat(announced).containsOnlyKeys(recording.recordingId());
    assertThat(sandbox.keys(ObjectKeys.QUARANTINE)).isEmpty();
    assertThat(gauge("nightjar.outbox.quarantined")).isZero();
  }

  @Test
  void leavesAQuarantinedEntryAloneForAnHour() throws Exception {
    Recording recording = Examples.upload(store, newContent());
    String key = ObjectKeys.quarantined(ObjectKeys.outbox(recording.recordingId()));
    store.put(key, Json.document(entry(recording)), JSON);

    now = lastModified(key).plus(Quarantine.REST).minusMillis(1);
    int finished = relay(this::announce).sweep();

    assertThat(finished).isZero();
    assertThat(sandbox.keys(ObjectKeys.QUARANTINE)).containsExactly(key);
  }

  @Test
  void letsATopicThatFailsHoldUpItsOwnEntriesOnly() throws Exception {
    List<Recording> thermal = backlog(6, MediaKind.THERMAL);
    List<Recording> audio = backlog(6, MediaKind.AUDIO);
    AtomicInteger refused = new AtomicInteger();
    Acceptance.Announcer announcer =
        (topic, event) -> {
          if (topic.equals(Topics.received(MediaKind.THERMAL))) {
            refused.incrementAndGet();
            throw new IOException("not authorised to write to " + topic);
          }
          announce(topic, event);
        };

    int finished = relay(announcer).sweep();

    assertThat(finished).isEqualTo(6);
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(audio));
    assertThat(refused).hasValueLessThanOrEqualTo(3);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX))
        .containsExactlyInAnyOrderElementsOf(
            thermal.stream().map(one -> ObjectKeys.outbox(one.recordingId())).toList());
    assertThat(gauge("nightjar.outbox.pending")).isEqualTo(6);
  }

  /** However long a topic is down, its entries are not to blame, and go out when it is back. */
  @Test
  void quarantinesNothingForATopicThatIsDown() throws Exception {
    List<Recording> thermal = backlog(2, MediaKind.THERMAL);
    List<String> down = new ArrayList<>(List.of("down"));
    OutboxRelay relay =
        relay(
            (topic, event) -> {
              if (!down.isEmpty()) {
                throw new IOException("cannot publish to " + topic);
              }
              announce(topic, event);
            });
    for (int sweep = 0; sweep < 3 * EntryTrial.MOST_FAILURES; sweep++) {
      relay.sweep();
      now = now.plus(Duration.ofMinutes(31));
    }
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).hasSize(2);

    down.clear();
    int finished = relay.sweep();

    assertThat(finished).isEqualTo(2);
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(thermal));
  }

  @Test
  void letsAnEntryThatFailsWaitByItselfAndThenQuarantinesIt() throws Exception {
    Recording cursed = backlog(1, MediaKind.THERMAL).getFirst();
    AtomicInteger tries = new AtomicInteger();
    OutboxRelay relay =
        relay(
            (topic, event) -> {
              if (event.data().subject().equals(cursed.recordingId().toString())) {
                tries.incrementAndGet();
                throw new IllegalArgumentException("event data of 20000 bytes");
              }
              announce(topic, event);
            });
    relay.sweep();
    now = now.plusSeconds(1);
    Recording other = backlog(1, MediaKind.THERMAL).getFirst();
    relay.sweep();
    assertThat(tries).hasValue(1);
    assertThat(announced).containsOnlyKeys(other.recordingId());

    for (int n = 1; n < EntryTrial.MOST_FAILURES; n++) {
      assertThat(sandbox.keys(ObjectKeys.OUTBOX)).hasSize(1);
      now = now.plus(Duration.ofMinutes(30));
      relay.sweep();
    }

    assertThat(tries).hasValue(EntryTrial.MOST_FAILURES);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
    assertThat(sandbox.keys(ObjectKeys.QUARANTINE))
        .containsExactly("quarantine/outbox/" + cursed.recordingId() + ".json");
    assertThat(gauge("nightjar.outbox.quarantined")).isEqualTo(1);
  }

  /** Three objects at the head that the store never gives out must not end every sweep. */
  @Test
  void comesPastEntriesThatTheStoreFailsOn() throws Exception {
    List<Recording> recordings = backlog(8, MediaKind.THERMAL);
    List<String> cursed =
        recordings.subList(0, 4).stream().map(one -> ObjectKeys.outbox(one.recordingId())).toList();
    ObjectStore failing =
        new ProbedStore(
            store,
            (operation, key) -> {
              if (operation.equals("find") && cursed.contains(key)) {
                throw new StoreException("403 for " + key);
              }
            },
            ProbedStore.Probe.NONE);
    OutboxRelay relay = relay(failing, this::announce);

    int finished = relay.sweep() + relay.sweep();

    assertThat(finished).isEqualTo(4);
    assertThat(announced.keySet())
        .containsExactlyInAnyOrderElementsOf(ids(recordings.subList(4, 8)));
  }

  @Test
  void sharesABacklogAmongReplicas() throws Exception {
    List<Recording> recordings = backlog(40, MediaKind.THERMAL);
    CyclicBarrier start = new CyclicBarrier(3);
    Callable<Integer> replica =
        () -> {
          OutboxRelay relay = relay(this::announce);
          start.await();
          return relay.sweep();
        };

    List<Integer> finished = new ArrayList<>();
    try (ExecutorService replicas = Executors.newFixedThreadPool(3)) {
      for (Future<Integer> done : replicas.invokeAll(List.of(replica, replica, replica))) {
        finished.add(done.get());
      }
    }

    assertThat(finished.stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(recordings));
    assertThat(announced.values()).allMatch(times -> times.get() == 1);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  /** The one that dies takes its slices with it until the minute ends, and forgets nobody. */
  @Test
  void finishesWhatAReplicaThatDiedHadTaken() throws Exception {
    List<Recording> recordings = backlog(40, MediaKind.THERMAL);
    AtomicInteger removals = new AtomicInteger();
    ObjectStore dying =
        new ProbedStore(
            store,
            (operation, key) -> {
              boolean removesAnEntry =
                  operation.equals("delete") && key.startsWith(ObjectKeys.OUTBOX);
              if (removesAnEntry && removals.incrementAndGet() > 5) {
                throw new ProcessDied(); // announced, and still in a slice that it has taken
              }
            },
            ProbedStore.Probe.NONE);
    org.assertj.core.api.Assertions.assertThatThrownBy(relay(dying, this::announce)::sweep)
        .isInstanceOf(ProcessDied.class);
    int before = sandbox.keys(ObjectKeys.OUTBOX).size();
    OutboxRelay living = relay(this::announce);

    living.sweep();
    int left = sandbox.keys(ObjectKeys.OUTBOX).size();
    now = now.plus(SliceLeases.SLOT);
    living.sweep();

    assertThat(before).isBetween(1, 39);
    assertThat(left).isBetween(1, before - 1);
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(recordings));
    assertThat(announced.values().stream().mapToInt(AtomicInteger::get).sum()).isBetween(40, 41);
  }

  @Test
  void stopsAtTheEndOfItsSlotAndGoesOnInTheNext() throws Exception {
    List<Recording> recordings = backlog(12, MediaKind.THERMAL);
    OutboxRelay slow =
        relay(
            (topic, event) -> {
              announce(topic, event);
              now = now.plus(SliceLeases.SLOT.dividedBy(4));
            });

    int first = slow.sweep();
    int sweeps = 1;
    while (!sandbox.keys(ObjectKeys.OUTBOX).isEmpty() && sweeps < 20) {
      slow.sweep();
      sweeps++;
    }

    assertThat(first).isBetween(1, 12);
    assertThat(announced.keySet()).containsExactlyInAnyOrderElementsOf(ids(recordings));
    assertThat(announced.values()).allMatch(times -> times.get() == 1);
  }

  @Test
  void leavesNoLeasesOfSlotsThatHaveEnded() throws Exception {
    for (int slot = 0; slot < 4; slot++) {
      backlog(1, MediaKind.THERMAL);
      relay(this::announce).sweep();
      now = now.plus(SliceLeases.SLOT);
    }

    assertThat(sandbox.keys(ObjectKeys.OUTBOX_LEASES)).hasSize(2);
  }

  @Test
  void tellsHowLongTheOldestEntryHasWaited() throws Exception {
    String key = ObjectKeys.outbox(backlog(1, MediaKind.THERMAL).getFirst().recordingId());
    backlog(1, MediaKind.THERMAL);
    OutboxRelay relay =
        relay(
            (topic, event) -> {
              throw new IOException("down");
            });

    relay.sweep();

    now = lastModified(key).plusSeconds(90);
    assertThat(meters.get("nightjar.outbox.oldest.age").timeGauge().value()).isEqualTo(90.0);
  }

  private static final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;
  }

  private OutboxRelay relay(Acceptance.Announcer announcer) {
    return relay(store, announcer);
  }

  private OutboxRelay relay(ObjectStore over, Acceptance.Announcer announcer) {
    return new OutboxRelay(
        over,
        new Acceptance(over, announcer, "ingest-service", ExpectedStages.ALL),
        Duration.ZERO,
        meters,
        (InstantSource) () -> now);
  }

  private void announce(String topic, Event<?> event) {
    announced
        .computeIfAbsent(
            RecordingId.parse(event.data().subject()).orElseThrow(), id -> new AtomicInteger())
        .incrementAndGet();
  }

  /** Recordings whose replica crashed after it had written their entries, oldest first. */
  private List<Recording> backlog(int count, MediaKind kind) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      Recording recording = Examples.upload(store, Examples.CAMERA, kind, newContent());
      store.put(ObjectKeys.outbox(recording.recordingId()), Json.document(entry(recording)), JSON);
      recordings.add(recording);
    }
    return recordings;
  }

  private static OutboxEntry entry(Recording recording) {
    return new OutboxEntry(recording, Examples.TRACE.traceparent());
  }

  private static List<RecordingId> ids(List<Recording> recordings) {
    return recordings.stream().map(Recording::recordingId).toList();
  }

  private Instant lastModified(String key) throws StoreException {
    List<ObjectStat> found = new ArrayList<>();
    store.list(key, found::add);
    return found.getFirst().lastModified();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private static String newContent() {
    return "backlog " + CONTENT.incrementAndGet();
  }
}
