package io.nightjar.ingest.upload;

import io.nightjar.pipeline.identity.RecordingId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the sender of a recording is told.
 *
 * @param recordingId under which the content is kept
 * @param status {@code processing} of what is new; of what was sent before {@code processing},
 *     {@code completed}, {@code partial} or {@code rejected}, as the recording itself says
 * @param duplicate whether the same device had sent the same content before
 * @param mediaType as found in the content
 * @param size bytes
 * @param sha256 lower-case hex
 */
public record Upload(
    RecordingId recordingId,
    @Schema(enumeration = {"processing", "completed", "partial", "rejected"}) String status,
    boolean duplicate,
    String mediaType,
    long size,
    String sha256) {

  /** Of a recording of which nothing is known but that it was taken. */
  public static final String PROCESSING = "processing";

  /** The same with another status. */
  public Upload withStatus(String now) {
    return new Upload(recordingId, now, duplicate, mediaType, size, sha256);
  }
}
