package io.nightjar.pipeline.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.OutboxRelay;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.sweep.UnworkedRecordings.Finding;
import io.nightjar.pipeline.sweep.UnworkedRecordings.Hindered;
import io.nightjar.pipeline.sweep.UnworkedRecordings.Unworked;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store after the message log, or what was made of recordings, was lost. */
@ExtendWith(BrokerAndStore.class)
@Timeout(120)
@Tag("process")
class UnworkedRecordingsTest {
  private static final Duration AGE = Duration.ofHours(24);
  private static final InstantSource A_DAY_LATER = InstantSource.fixed(Examples.NOON.plus(AGE));

  private final Sandbox sandbox;
  private final ObjectStore store;

  UnworkedRecordingsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void clear() throws IOException {
    sandbox.clear();
  }

  @Test
  void tellsWhichStagesHaveNotEnded() throws Exception {
    Recording none = accepted("none");
    Recording decoded = accepted("decoded");
    end(decoded, "thermal", StageStatus.COMPLETED);
    Recording whole = accepted("whole");
    for (String stage : List.of("thermal", "thumbnail", "preview")) {
      end(whole, stage, StageStatus.PARTIAL);
    }

    List<Finding> found = found();

    assertThat(found)
        .containsExactlyInAnyOrder(
            new Unworked(none, List.of("thermal", "thumbnail", "preview")),
            new Unworked(decoded, List.of("thumbnail", "preview")));
  }

  @Test
  void aRecordingThatWasRejectedHasNothingToWaitFor() throws Exception {
    end(accepted("rejected"), "thermal", StageStatus.REJECTED);

    assertThat(found()).isEmpty();
  }

  @Test
  void leavesAloneWhatIsYoungOrWaitsToBeAnnounced() throws Exception {
    Recording waiting = accepted("waiting");
    put(ObjectKeys.outbox(waiting.recordingId()), "{}".getBytes(UTF_8));
    Recording old = accepted("old");

    List<Finding> lateEnough = found();
    List<Finding> tooEarly = found(InstantSource.fixed(Examples.NOON.plus(AGE).minusNanos(1)));

    assertThat(lateEnough).extracting(Finding::recordingId).containsExactly(old.recordingId());
    assertThat(tooEarly).isEmpty();
  }

  @Test
  void changesNothingUntilItIsToldTo() throws Exception {
    accepted("content");
    List<String> before = List.copyOf(sandbox.keys(""));

    found();

    assertThat(sandbox.keys("")).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void whatIsAnnouncedReachesTheWorkersByTheRelay() throws Exception {
    Recording recording = accepted("content");
    String document = ObjectKeys.recording(recording.recordingId());
    byte[] before = store.find(document, 10_000).orElseThrow();

    boolean done = unworked().announce((Unworked) found().getFirst());
    int finished = relay().sweep();

    assertThat(done).isTrue();
    assertThat(finished).isEqualTo(1);
    assertThat(sandbox.read(Topics.received(recording.kind()), recording.recordingId()))
        .singleElement()
        .satisfies(
            message ->
                assertThat(Sandbox.header(message, "ce_id"))
                    .isEqualTo(Examples.received(recording).id()));
    assertThat(store.find(document, 10_000)).contains(before);
    assertThat(sandbox.keys("index/")).hasSize(2);
    assertThat(sandbox.keys("outbox/")).isEmpty();
  }

  /** The relay would take each of them for an upload that nobody was told of, or a duplicate. */
  @Test
  void announcesNothingThatTheRelayWouldRemove() throws Exception {
    Recording lost = accepted("lost");
    store.delete(lost.raw().key());
    Recording claimed = accepted("claimed");
    RecordingId another = Examples.newId();
    put(
        ObjectKeys.claim(claimed.device(), claimed.raw().sha256()),
        another.toString().getBytes(UTF_8));
    RecordingId unreadable = Examples.newId();
    put(ObjectKeys.recording(unreadable), "{".getBytes(UTF_8));

    assertThat(found())
        .containsExactlyInAnyOrder(
            new Hindered(lost.recordingId(), "its upload is not in the store"),
            new Hindered(claimed.recordingId(), "its content is claimed by " + another),
            new Hindered(unreadable, "its document can't be read"));
  }

  @Test
  void announcesNothingThatWasClaimedInTheMeantime() throws Exception {
    Recording recording = accepted("content");
    Unworked found = (Unworked) found().getFirst();
    put(
        ObjectKeys.claim(recording.device(), recording.raw().sha256()),
        Examples.newId().toString().getBytes(UTF_8));

    boolean done = unworked().announce(found);

    assertThat(done).isFalse();
    assertThat(sandbox.keys("outbox/")).isEmpty();
  }

  private Recording accepted(String content) throws IOException {
    Recording recording = Examples.upload(store, content);
    put(ObjectKeys.recording(recording.recordingId()), Json.document(recording));
    return recording;
  }

  private void end(Recording recording, String stage, StageStatus status) throws IOException {
    new Manifests(store)
        .commit(
            new Manifest(
                recording.recordingId(),
                recording.device(),
                recording.raw(),
                stage,
                "1-5f2b9c01",
                status,
                Optional.empty(),
                Optional.empty(),
                Examples.NOON,
                List.of(),
                Optional.empty(),
                Json.tree(Map.of())));
  }

  private void put(String key, byte[] body) throws IOException {
    store.put(key, body, "application/json");
  }

  private UnworkedRecordings unworked() {
    return new UnworkedRecordings(store, AGE, A_DAY_LATER);
  }

  private List<Finding> found() throws IOException {
    return found(A_DAY_LATER);
  }

  private List<Finding> found(InstantSource clock) throws IOException {
    List<Finding> found = new ArrayList<>();
    new UnworkedRecordings(store, AGE, clock).find(found::add);
    return found;
  }

  private OutboxRelay relay() {
    Acceptance acceptance =
        new Acceptance(store, sandbox.publisher(), "ingest-service", ExpectedStages.ALL);
    return new OutboxRelay(
        store,
        acceptance,
        Duration.ZERO,
        new SimpleMeterRegistry(),
        InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));
  }
}
