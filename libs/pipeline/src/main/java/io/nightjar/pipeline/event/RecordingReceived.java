package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A recording is accepted and durable.
 *
 * @param recordingId its identity
 * @param device who made it
 * @param kind what it is
 * @param receivedAt when its last byte came, UTC
 * @param source the upload, byte for byte
 * @param sender what its sender says of it; empty in events of before this was told
 */
public record RecordingReceived(
    RecordingId recordingId,
    DeviceIdentity device,
    MediaKind kind,
    Instant receivedAt,
    ObjectRef source,
    Optional<SenderClaims> sender)
    implements EventData {

  /** What is to be said of a recording. */
  public static RecordingReceived of(Recording recording) {
    return new RecordingReceived(
        recording.recordingId(),
        recording.device(),
        recording.kind(),
        recording.receivedAt(),
        recording.raw(),
        recording.sender());
  }

  /** When it began, as far as was known when it was received. */
  public RecordedTime recordedByReceipt() {
    return Recording.recorded(sender, kind, receivedAt);
  }
}
