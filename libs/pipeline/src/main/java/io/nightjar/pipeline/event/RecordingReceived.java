package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;

/**
 * A recording is accepted and durable.
 *
 * @param recordingId its identity
 * @param device who made it
 * @param kind what it is
 * @param receivedAt when its last byte came, UTC
 * @param source the upload, byte for byte
 */
public record RecordingReceived(
    RecordingId recordingId,
    DeviceIdentity device,
    MediaKind kind,
    Instant receivedAt,
    ObjectRef source)
    implements EventData {

  /** What is to be said of a recording. */
  public static RecordingReceived of(Recording recording) {
    return new RecordingReceived(
        recording.recordingId(),
        recording.device(),
        recording.kind(),
        recording.receivedAt(),
        recording.raw());
  }
}
