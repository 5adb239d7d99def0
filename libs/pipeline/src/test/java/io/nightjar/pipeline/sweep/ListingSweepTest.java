package io.nightjar.pipeline.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store whose listing does not fit its recordings, as crashes and lost objects leave it. */
@ExtendWith(BrokerAndStore.class)
@Tag("process")
class ListingSweepTest {
  private static final Duration AGE = Duration.ofHours(24);

  private final Sandbox sandbox;
  private final ObjectStore store;

  ListingSweepTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void clear() throws IOException {
    sandbox.clear();
  }

  @Test
  void listsARecordingThatIsNot() throws Exception {
    Recording recording = accepted();

    mend(later());

    assertThat(sandbox.keys("index/"))
        .containsExactlyInAnyOrder(
            "index/forest/camera-7/2026-03-04/120000123-" + recording.recordingId() + ".thermal",
            "index/forest/.all/2026-03-04/120000123-" + recording.recordingId() + ".thermal");
    assertThat(found(later())).isEmpty();
  }

  @Test
  void listsItAtTheTimeThatAStageHasFoundInIt() throws Exception {
    Recording recording = accepted();
    commit(recording, Instant.parse("2025-12-31T23:59:59.250Z"));

    mend(later());

    assertThat(sandbox.keys("index/"))
        .containsExactlyInAnyOrder(
            "index/forest/camera-7/2025-12-31/235959250-" + recording.recordingId() + ".thermal",
            "index/forest/.all/2025-12-31/235959250-" + recording.recordingId() + ".thermal");
  }

  @Test
  void addsTheEntryThatIsMissingOfTheTwo() throws Exception {
    Recording recording = accepted();
    mend(later());
    List<String> both = List.copyOf(sandbox.keys("index/"));
    store.delete("index/forest/.all/2026-03-04/120000123-" + recording.recordingId() + ".thermal");

    mend(later());

    assertThat(sandbox.keys("index/")).containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void changesNothingUntilItIsToldTo() throws Exception {
    Recording recording = accepted();
    List<String> before = List.copyOf(sandbox.keys(""));

    List<Orphan> found = found(later());

    assertThat(found)
        .extracting(Orphan::kind, Orphan::key)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Orphan.Kind.UNLISTED, ObjectKeys.recording(recording.recordingId())));
    assertThat(sandbox.keys("")).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void removesTheEntriesOfARecordingThatIsGone() throws Exception {
    Recording gone = accepted();
    mend(later());
    store.delete(ObjectKeys.recording(gone.recordingId()));
    store.delete(gone.raw().key());

    mend(later());

    assertThat(sandbox.keys("")).isEmpty();
  }

  @Test
  void removesNoEntryOfARecordingThatIsThereByNow() throws Exception {
    Recording recording = accepted();
    mend(later());
    String document = ObjectKeys.recording(recording.recordingId());
    store.delete(document);
    List<Orphan> entries =
        found(later()).stream().filter(one -> one.kind() == Orphan.Kind.ENTRY).toList();
    put(document, Json.document(recording));

    for (Orphan entry : entries) {
      assertThat(later().mend(entry)).isFalse();
    }

    assertThat(entries).hasSize(2);
    assertThat(sandbox.keys("index/")).hasSize(2);
  }

  @Test
  void leavesToTheRelayWhatWaitsInTheOutbox() throws Exception {
    Recording recording = accepted();
    put(ObjectKeys.outbox(recording.recordingId()), "{}".getBytes(UTF_8));

    assertThat(found(later())).isEmpty();
  }

  @Test
  void leavesAloneWhatIsYoungOrCanNotBeRead() throws Exception {
    accepted();
    assertThat(found(new StoreSweep(store, AGE, InstantSource.system()))).isEmpty();
    clear();
    put(ObjectKeys.recording(Examples.newId()), "{".getBytes(UTF_8));
    Recording recording = accepted();
    put(ObjectKeys.manifest(recording.recordingId(), "thermal", "1-5f2b9c01"), new byte[] {'{'});

    assertThat(found(later())).isEmpty();
  }

  private Recording accepted() throws IOException {
    Recording recording = Examples.upload(store, "content");
    put(ObjectKeys.recording(recording.recordingId()), Json.document(recording));
    return recording;
  }

  private void commit(Recording recording, Instant recordedAt) throws IOException {
    new Manifests(store)
        .commit(
            new Manifest(
                recording.recordingId(),
                recording.device(),
                recording.raw(),
                "thermal",
                "1-5f2b9c01",
                StageStatus.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                Examples.NOON,
                List.of(),
                Optional.of(
                    new RecordedTime(recordedAt, RecordedTime.Source.HEADER, Optional.empty())),
                Json.tree(Map.of())));
  }

  private void put(String key, byte[] body) throws IOException {
    store.put(key, body, "application/json");
  }

  private StoreSweep later() {
    return new StoreSweep(store, AGE, InstantSource.fixed(Instant.now().plus(AGE.multipliedBy(2))));
  }

  private static void mend(StoreSweep sweep) throws IOException {
    sweep.find(EnumSet.of(Orphan.Kind.ENTRY, Orphan.Kind.UNLISTED), sweep::mend);
  }

  private static List<Orphan> found(StoreSweep sweep) throws IOException {
    List<Orphan> found = new ArrayList<>();
    sweep.find(EnumSet.of(Orphan.Kind.ENTRY, Orphan.Kind.UNLISTED), found::add);
    return found;
  }
}
