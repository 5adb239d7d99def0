package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;

/** What every event says: whose recording it is about, and where that lies. */
public sealed interface EventData permits RecordingReceived, StageCompleted, RecordingFailed {
  /** The recording. */
  RecordingId recordingId();

  /** Who made it. */
  DeviceIdentity device();

  /** The upload, byte for byte. */
  ObjectRef source();
}
