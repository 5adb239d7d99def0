package io.nightjar.ingest.upload;

import io.nightjar.pipeline.identity.RecordingId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the sender of a recording is told.
 *
 * @param recordingId under which the content is kept
 * @param status {@code processing}; the recording itself says more
 * @param duplicate whether the same device had sent the same content before
 * @param mediaType as found in the content
 * @param size bytes
 * @param sha256 lower-case hex
 */
public record Upload(
    RecordingId recordingId,
    @Schema(enumeration = "processing") String status,
    boolean duplicate,
    String mediaType,
    long size,
    String sha256) {}
