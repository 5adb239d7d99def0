package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stage may find in the recording when it began. */
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
@Tag("process")
class RecordedTimeOfAStageTest extends StageTestBed {
  private static final Instant BEGAN = Instant.parse("2026-01-15T10:12:13.456Z");

  RecordedTimeOfAStageTest(Sandbox sandbox) {
    super(sandbox);
  }

  @Test
  void movesTheRecordingInTheListingAndIsToldByManifestAndEvent() throws Exception {
    RecordedTime found =
        RecordedTime.claimed(BEGAN, RecordedTime.Source.HEADER, MediaKind.THERMAL, Examples.NOON);
    Recording recording = Examples.upload(store, "with a header");
    RecordingIndex index = new RecordingIndex(store);
    index.add(RecordingIndex.Entry.of(recording), recording.receivedAt());
    announce(recording);

    runUntilCommitted(
        new ScriptedStage(
            context -> {
              context.recorded(found);
              return ScriptedStage.upperCase(context);
            }));

    assertThat(sandbox.keys(ObjectKeys.index(recording.device())))
        .filteredOn(key -> key.contains(recording.recordingId().toString()))
        .singleElement()
        .asString()
        .contains("2026-01-15/101213456-");
    Work work = new Work(recording.recordingId(), ScriptedStage.VERSION);
    assertThat(new Manifests(store).find(work))
        .map(stored -> stored.manifest().recorded())
        .contains(Optional.of(found));
    assertThat(completions(recording.recordingId()))
        .singleElement()
        .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
        .asString()
        .contains("\"recorded\":{\"at\":\"2026-01-15T10:12:13.456Z\",\"source\":\"header\"}");
  }
}
