package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.identity.RecordingId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the sender of an upload is told.
 *
 * @param id of the upload
 * @param offset bytes that are safe; equal to the length only if the recording is accepted
 * @param length bytes that it will have
 * @param metadata as it was sent, or empty
 * @param expiresAt when it is given up; empty if it is finished
 * @param recordingId under which the content is kept; empty if it is not finished
 */
public record UploadStatus(
    RecordingId id,
    long offset,
    long length,
    String metadata,
    Optional<Instant> expiresAt,
    Optional<RecordingId> recordingId) {

  static UploadStatus of(UploadState state) {
    Announcement announced = state.announced();
    Optional<RecordingId> recording = state.ending().flatMap(UploadState.Ending::recordingId);
    return new UploadStatus(
        announced.id(),
        state.progress().offset(),
        announced.length(),
        announced.metadata(),
        recording.isPresent() ? Optional.empty() : Optional.of(announced.expiresAt()),
        recording);
  }
}
