package io.nightjar.pipeline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Announcements after the answer, whose entries are removed several at a time. */
@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class LaterAnnouncementsTest {
  private static final int RECORDINGS = 3;
  private static final AtomicInteger CONTENT = new AtomicInteger();

  /** Each relay has a slot of time to itself. */
  private static final AtomicInteger SLOTS = new AtomicInteger();

  private final Sandbox sandbox;
  private final ObjectStore store;

  LaterAnnouncementsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  /** When the replica ends. */
  enum End {
    BEFORE_PUBLISHING,
    BEFORE_THE_REMOVAL,
    AMID_THE_REMOVAL,
    AFTER_THE_REMOVAL,
    NEVER
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE_PUBLISHING, 3",
    "BEFORE_THE_REMOVAL, 3",
    "AMID_THE_REMOVAL, 2",
    "AFTER_THE_REMOVAL, 0",
    "NEVER, 0"
  })
  void eachRecordingIsAnnouncedUnderOneIdWhereverTheReplicaEnds(End end, int entriesLeft)
      throws Exception {
    AtomicBoolean dead = new AtomicBoolean();
    ObjectStore dying = dying(end, dead);
    Acceptance acceptance =
        new Acceptance(dying, sandbox.publisher(), "ingest-service", ExpectedStages.ALL);
    List<Recording> recordings = new ArrayList<>();

    try (var announcements = new LaterAnnouncements(dying, Duration.ofHours(1))) {
      for (int n = 0; n < RECORDINGS; n++) {
        Recording recording =
            Examples.upload(store, "announced later " + CONTENT.incrementAndGet());
        Acceptance.Begun begun = acceptance.begin(recording, Examples.TRACE);
        assertThat(begun.finish()).isEqualTo(new Acceptance.Accepted(recording.recordingId()));
        recordings.add(recording);
        dead.compareAndSet(false, end == End.BEFORE_PUBLISHING && n == RECORDINGS - 1);
        announcements.add(begun);
      }
    }

    if (end != End.BEFORE_PUBLISHING) {
      assertThat(sandbox.keys(ObjectKeys.OUTBOX)).hasSize(entriesLeft);
    }
    relay().sweep();
    for (Recording recording : recordings) {
      assertThat(ids(recording))
          .containsExactly(
              EventIds.of(EventType.RECORDING_RECEIVED, recording.recordingId(), "received/1"));
    }
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  private Set<String> ids(Recording recording) {
    return sandbox.read(Topics.received(MediaKind.THERMAL), recording.recordingId()).stream()
        .map(message -> Sandbox.header(message, "ce_id"))
        .collect(Collectors.toSet());
  }

  private OutboxRelay relay() {
    Duration ahead = SliceLeases.SLOT.multipliedBy(SLOTS.incrementAndGet());
    return new OutboxRelay(
        store,
        new Acceptance(store, sandbox.publisher(), "ingest-service", ExpectedStages.ALL),
        Duration.ZERO,
        new SimpleMeterRegistry(),
        InstantSource.offset(InstantSource.system(), ahead));
  }

  /** A replica whose process ends: nothing that it asks for after that is done. */
  private ObjectStore dying(End end, AtomicBoolean dead) {
    return new ProbedStore(
        store,
        (operation, key) -> {
          boolean removes = operation.equals("deleteAll");
          if (removes && end == End.BEFORE_THE_REMOVAL) {
            dead.set(true);
          }
          if (removes && end == End.AMID_THE_REMOVAL && !dead.get()) {
            store.delete(key);
            dead.set(true);
          }
          endIf(dead);
        },
        (operation, key) -> {
          dead.compareAndSet(false, operation.equals("deleteAll") && end == End.AFTER_THE_REMOVAL);
          endIf(dead);
        });
  }

  private static void endIf(AtomicBoolean dead) throws StoreException {
    if (dead.get()) {
      throw new StoreException("the replica has ended");
    }
  }
}
