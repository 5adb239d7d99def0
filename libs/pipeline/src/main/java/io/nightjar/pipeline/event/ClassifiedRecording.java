package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;

/**
 * A classifier's answer, and the recording that it is about. No event by itself: whoever reads the
 * answer looks the recording up.
 *
 * @param answer what the classifier says
 * @param decoded what the thermal stage said of the recording
 */
public record ClassifiedRecording(TracksClassified answer, StageCompleted decoded)
    implements EventData {

  @Override
  public RecordingId recordingId() {
    return answer.recordingId();
  }

  @Override
  public DeviceIdentity device() {
    return decoded.device();
  }

  @Override
  public ObjectRef source() {
    return decoded.source();
  }
}
