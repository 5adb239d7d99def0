package io.nightjar.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * @param recorded when the recording began, where the stage found it in the recording
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
    Optional<RecordedTime> recorded,
    JsonNode summary) {

  private static final int LONGEST_DETAIL = 1000;

  public Manifest {
    artefacts = List.copyOf(artefacts);
  }

  /** What is to be said of a work that has ended. */
  static Manifest of(
      Work work, EventData event, StageOutcome outcome, List<Artefact> artefacts, Instant at) {
    return switch (outcome) {
      case StageOutcome.Completed(Record summary) ->
          of(work, event, StageStatus.COMPLETED, Optional.empty(), Optional.empty(), at, artefacts)
              .with(summary);
      case StageOutcome.Partial(String code, String detail, Record summary) ->
          of(work, event, StageStatus.PARTIAL, Optional.of(code), brief(detail), at, artefacts)
              .with(summary);
      case StageOutcome.Rejected(String code, String detail) ->
          of(work, event, StageStatus.REJECTED, Optional.of(code), brief(detail), at, artefacts);
    };
  }

  private static Manifest of(
      Work work,
      EventData event,
      StageStatus status,
      Optional<String> code,
      Optional<String> detail,
      Instant at,
      List<Artefact> artefacts) {
    return new Manifest(
        event.recordingId(),
        event.device(),
        event.source(),
        work.version().stage(),
        work.version().version(),
        status,
        code,
        detail,
        at,
        artefacts,
        Optional.empty(),
        Json.tree(Map.of()));
  }

  /** The same with the time at which the recording began. */
  Manifest with(Optional<RecordedTime> found) {
    return new Manifest(
        recordingId,
        device,
        source,
        stage,
        version,
        status,
        code,
        detail,
        createdAt,
        artefacts,
        found,
        summary);
  }

  private Manifest with(Record facts) {
    return new Manifest(
        recordingId,
        device,
        source,
        stage,
        version,
        status,
        code,
        detail,
        createdAt,
        artefacts,
        recorded,
        Json.tree(facts));
  }

  private static Optional<String> brief(String detail) {
    return Optional.of(detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
  }

  /** The work that it stands for. */
  Work work() {
    return new Work(recordingId, new StageVersion(stage, version));
  }
}
