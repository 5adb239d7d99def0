package io.nightjar.local.client;

import java.util.List;
import java.util.Optional;

/**
 * A recording as ingest-service tells of it.
 *
 * @param recordingId its identity
 * @param group the project of its device
 * @param device who made it
 * @param kind {@code thermal} or {@code audio}
 * @param recorded when it began, and how that is known
 * @param receivedAt when its last byte came, ISO 8601
 * @param fileName what its sender called it, if that was said
 * @param mediaType of the upload
 * @param size bytes of the upload
 * @param sha256 of the upload, lower-case hex
 * @param status {@code processing}, {@code completed}, {@code partial} or {@code rejected}
 * @param code what is wrong, if something is
 * @param detail the same for people
 * @param stages the stages that have ended
 * @param artefacts what they made
 */
public record RecordingState(
    String recordingId,
    String group,
    String device,
    String kind,
    Recorded recorded,
    String receivedAt,
    Optional<String> fileName,
    String mediaType,
    long size,
    String sha256,
    String status,
    Optional<String> code,
    Optional<String> detail,
    List<Stage> stages,
    List<Artefact> artefacts) {
  private static final String PROCESSING = "processing";

  public RecordingState {
    stages = List.copyOf(stages);
    artefacts = List.copyOf(artefacts);
  }

  /**
   * When a recording began.
   *
   * @param at ISO 8601
   * @param source {@code header}, {@code tags}, {@code client} or {@code receipt}
   * @param doubt why it may be wrong, {@code clock} or {@code zone}, if it may
   */
  public record Recorded(String at, String source, Optional<String> doubt) {}

  /** A stage that has ended. */
  public record Stage(String stage, String version, String status, Optional<String> code) {}

  /** Whether more may still come of it. */
  public boolean isProcessing() {
    return status.equals(PROCESSING);
  }
}
