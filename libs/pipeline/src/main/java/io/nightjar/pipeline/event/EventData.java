package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;

/**
 * What every event about a recording says, or a reader has found for it: whose recording it is
 * about, and where that lies.
 */
public sealed interface EventData extends EventContent
    permits RecordingReceived,
        StageCompleted,
        RecordingFailed,
        RenderRequested,
        ClassifiedRecording {
  @Override
  default String subject() {
    return recordingId().toString();
  }

  /** The recording. */
  RecordingId recordingId();

  /** Who made it. */
  DeviceIdentity device();

  /** The upload, byte for byte. */
  ObjectRef source();
}
