package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectRef;

/**
 * Somebody asks for more of a recording than is made of each.
 *
 * @param recordingId the recording
 * @param device who made it
 * @param source the upload, byte for byte
 * @param render what is to be made
 */
public record RenderRequested(
    RecordingId recordingId, DeviceIdentity device, ObjectRef source, Render render)
    implements EventData {

  /** What is to be said of a recording. */
  public static RenderRequested of(Recording recording, Render render) {
    return new RenderRequested(
        recording.recordingId(), recording.device(), recording.raw(), render);
  }
}
