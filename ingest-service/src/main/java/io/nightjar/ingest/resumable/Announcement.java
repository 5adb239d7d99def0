package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a resumable upload from its creation on. Of it only the length may come later,
 * and once it is there it never changes.
 *
 * @param id of the upload, and of the recording that it is to become
 * @param device who sends it
 * @param expiresAt when it is given up if it is not finished
 * @param length bytes that it will have, at least 1; empty as long as its sender does not say
 * @param metadata value of {@code Upload-Metadata} as it was sent, or empty
 * @param sha256 what the whole was promised to be, lower-case hex
 * @param partSize bytes of every part but the last
 */
record Announcement(
    RecordingId id,
    DeviceIdentity device,
    Instant expiresAt,
    OptionalLong length,
    String metadata,
    Optional<String> sha256,
    long partSize) {
  /** The same, whose length is known now. */
  Announcement withLength(long known) {
    return new Announcement(
        id, device, expiresAt, OptionalLong.of(known), metadata, sha256, partSize);
  }
}
