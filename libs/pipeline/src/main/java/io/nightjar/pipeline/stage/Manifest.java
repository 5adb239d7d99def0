package io.nightjar.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.recording.DeviceIdentity;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The commit point of a stage: written last, once, and trusted by every reader. It holds all that
 * the completion event says, so that the event can be published again word for word.
 *
 * @param recordingId the recording
 * @param device who made it
 * @param source the upload
 * @param stage the stage's name
 * @param version the stage's version and a short hash of its parameters
 * @param status how it ended
 * @param code what is wrong with a recording that is not {@code completed}
 * @param detail the same for people
 * @param createdAt when the stage ended, UTC
 * @param artefacts what it made
 * @param summary a few facts; an empty object where nothing could be made
 */
public record Manifest(
    RecordingId recordingId,
    DeviceIdentity device,
    ObjectRef source,
    String stage,
    String version,
    StageStatus status,
    Optional<String> code,
    Optional<String> detail,
    Instant createdAt,
    List<Artefact> artefacts,
    JsonNode summary) {

  public Manifest {
    artefacts = List.copyOf(artefacts);
  }
}
