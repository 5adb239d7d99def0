package io.nightjar.ingest.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.stage.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A recording and what has become of it so far.
 *
 * @param recordingId its identity
 * @param group the project of its device
 * @param device who made it
 * @param kind what it is
 * @param recorded when it began, and how that is known
 * @param receivedAt when its last byte came, UTC
 * @param fileName what its sender called it, if that was said
 * @param mediaType of the upload, as found in its content
 * @param size bytes of the upload
 * @param sha256 of the upload, lower-case hex
 * @param status {@code processing}, {@code completed}, {@code partial} or {@code rejected}
 * @param code what is wrong with one that is partial or rejected
 * @param detail the same for people
 * @param stages the stages that have ended
 * @param artefacts what they made
 * @param answers what classifiers have said of it, the newest first; at most 20
 * @param timeline what has happened to it, in the order of time
 */
public record RecordingView(
    RecordingId recordingId,
    String group,
    String device,
    MediaKind kind,
    RecordedTime recorded,
    Instant receivedAt,
    Optional<String> fileName,
    String mediaType,
    long size,
    String sha256,
    @Schema(enumeration = {"processing", "completed", "partial", "rejected"}) String status,
    Optional<String> code,
    Optional<String> detail,
    List<StageView> stages,
    List<ArtefactView> artefacts,
    List<AnswerView> answers,
    List<Step> timeline) {

  static final String PROCESSING = Upload.PROCESSING;

  public RecordingView {
    stages = List.copyOf(stages);
    artefacts = List.copyOf(artefacts);
    answers = List.copyOf(answers);
    timeline = List.copyOf(timeline);
  }

  /** Whether more is expected to come of it. */
  @JsonIgnore
  public boolean isProcessing() {
    return status.equals(PROCESSING);
  }

  /**
   * Something that has happened to it.
   *
   * @param at when, UTC
   * @param what {@code received}, or {@code stage}
   * @param stage the stage that ended
   * @param version the stage's version and a short hash of its parameters
   * @param status how that stage ended
   * @param code what was wrong, unless it was completed
   * @param artefacts the names of what the stage made
   */
  public record Step(
      Instant at,
      @Schema(enumeration = {"received", "stage"}) String what,
      Optional<String> stage,
      Optional<String> version,
      Optional<StageStatus> status,
      Optional<String> code,
      List<String> artefacts) {

    public Step {
      artefacts = List.copyOf(artefacts);
    }

    static Step received(Instant at) {
      return new Step(
          at,
          "received",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());
    }

    static Step ended(Manifest manifest) {
      return new Step(
          manifest.createdAt(),
          "stage",
          Optional.of(manifest.stage()),
          Optional.of(manifest.version()),
          Optional.of(manifest.status()),
          manifest.code(),
          manifest.artefacts().stream().map(Artefact::name).toList());
    }
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
