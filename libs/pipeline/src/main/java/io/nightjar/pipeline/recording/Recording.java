package io.nightjar.pipeline.recording;

import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;

/**
 * An accepted recording, as {@code recordings/{recordingId}.json} keeps it.
 *
 * @param recordingId its identity
 * @param device who made it
 * @param kind which worker takes it
 * @param receivedAt when its last byte came, UTC
 * @param raw the upload, byte for byte
 */
public record Recording(
    RecordingId recordingId,
    DeviceIdentity device,
    MediaKind kind,
    Instant receivedAt,
    ObjectRef raw) {}
