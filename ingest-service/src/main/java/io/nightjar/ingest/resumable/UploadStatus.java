package io.nightjar.ingest.resumable;

import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.pipeline.identity.RecordingId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the sender of an upload is told.
 *
 * @param id of the upload
 * @param offset bytes that are safe
 * @param length bytes that it will have, if its sender has said so
 * @param metadata as it was sent, or empty
 * @param expiresAt when it is given up; empty if it is finished
 * @param outcome what it has become; empty if it is not finished
 */
public record UploadStatus(
    RecordingId id,
    long offset,
    OptionalLong length,
    String metadata,
    Optional<Instant> expiresAt,
    Optional<Outcome> outcome) {

  /**
   * The recording that an upload has become.
   *
   * @param recordingId under which the content is kept
   * @param duplicate whether the same device had sent the same content before
   * @param mediaType as found in the content
   * @param sha256 of the content, lower-case hex
   */
  public record Outcome(
      RecordingId recordingId, boolean duplicate, String mediaType, String sha256) {}

  /** Under which the content is kept; empty if it is not finished. */
  public Optional<RecordingId> recordingId() {
    return outcome.map(Outcome::recordingId);
  }

  /** Whether all of its bytes are safe, and its sender has not yet said that these are all. */
  public boolean isWholeButOpen() {
    return outcome.isEmpty() && length.isPresent() && length.getAsLong() == offset;
  }

  static UploadStatus of(UploadState state) {
    Announcement announced = state.announced();
    Optional<Outcome> outcome =
        state
            .ending()
            .flatMap(UploadState.Ending::recordingId)
            .map(recordingId -> outcome(state, recordingId));
    return new UploadStatus(
        announced.id(),
        state.progress().offset(),
        announced.length(),
        announced.metadata(),
        outcome.isPresent() ? Optional.empty() : Optional.of(announced.expiresAt()),
        outcome);
  }

  private static Outcome outcome(UploadState state, RecordingId recordingId) {
    return new Outcome(
        recordingId,
        !recordingId.equals(state.announced().id()),
        state.progress().format().map(MediaFormat::mediaType).orElseThrow(),
        state.receipt().orElseThrow().sha256());
  }
}
