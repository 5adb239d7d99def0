package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;

/**
 * A stage can make nothing of a recording, and never will. The upload is kept.
 *
 * @param recordingId the recording
 * @param device who made it
 * @param source the upload, byte for byte
 * @param stage the stage that gave up
 * @param version its version and a short hash of its parameters
 * @param code what is wrong, stable
 * @param detail what is wrong, for people
 */
public record RecordingFailed(
    RecordingId recordingId,
    DeviceIdentity device,
    ObjectRef source,
    String stage,
    String version,
    String code,
    String detail)
    implements EventData {}
