package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.identity.RecordingId;

/**
 * One work: a stage in one version on its inputs, the first of which is the recording. A manifest
 * stands for one work, so the same event again asks for no new one, and other inputs do.
 *
 * @param recording the recording
 * @param version the stage, its version, and a hash of further inputs where there are any
 */
public record Work(RecordingId recording, StageVersion version) {

  /** The work that an event asks for. */
  static <T extends EventData> Work of(Stage<T> stage, T event) {
    StageVersion version =
        stage.furtherInput(event).map(stage.version()::with).orElseGet(stage::version);
    return new Work(event.recordingId(), version);
  }
}
