package io.nightjar.pipeline.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * A stage has made its artefacts of a recording.
 *
 * @param recordingId the recording
 * @param device who made it
 * @param source the upload, byte for byte
 * @param stage the stage's name, for example {@code thermal}
 * @param version the stage's version and a short hash of its parameters
 * @param status {@code completed}, or {@code partial} where only a part of the recording was usable
 * @param code what was wrong with a partial one
 * @param manifest the stage's commit point
 * @param artefacts what was made
 * @param recorded when the recording began, where the stage found it in the recording
 * @param summary a few facts, by the schema of the event's type
 */
public record StageCompleted(
    RecordingId recordingId,
    DeviceIdentity device,
    ObjectRef source,
    String stage,
    String version,
    StageStatus status,
    Optional<String> code,
    ObjectRef manifest,
    List<Artefact> artefacts,
    Optional<RecordedTime> recorded,
    JsonNode summary)
    implements EventData {

  public StageCompleted {
    artefacts = List.copyOf(artefacts);
  }
}
