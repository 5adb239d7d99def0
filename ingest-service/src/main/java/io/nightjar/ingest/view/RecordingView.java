package io.nightjar.ingest.view;

import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.RecordingId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recording and what has become of it so far.
 *
 * @param recordingId its identity
 * @param group the project of its device
 * @param device who made it
 * @param receivedAt when its last byte came, UTC
 * @param mediaType of the upload, as found in its content
 * @param size bytes of the upload
 * @param sha256 of the upload, lower-case hex
 * @param status {@code processing}, {@code completed}, {@code partial} or {@code rejected}
 * @param code what is wrong with one that is partial or rejected
 * @param detail the same for people
 * @param stages the stages that have ended
 * @param artefacts what they made
 */
public record RecordingView(
    RecordingId recordingId,
    String group,
    String device,
    Instant receivedAt,
    String mediaType,
    long size,
    String sha256,
    String status,
    Optional<String> code,
    Optional<String> detail,
    List<StageView> stages,
    List<ArtefactView> artefacts) {

  public RecordingView {
    stages = List.copyOf(stages);
    artefacts = List.copyOf(artefacts);
  }

  /**
   * A stage that has ended.
   *
   * @param stage its name
   * @param version its version and a short hash of its parameters
   * @param status how it ended
   * @param code what was wrong, unless it was completed
   */
  public record StageView(
      String stage, String version, StageStatus status, Optional<String> code) {}

  /**
   * One thing that was made of the recording; it is served at {@code
   * /v1/recordings/{id}/artefacts/{stage}/{name}}.
   *
   * @param stage that made it
   * @param name its name
   * @param mediaType of its content
   * @param size bytes
   * @param sha256 lower-case hex
   */
  public record ArtefactView(
      String stage, String name, String mediaType, long size, String sha256) {}
}
