package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.identity.RecordingId;
import java.time.Instant;
import java.util.Optional;

/**
 * A resumable upload as one document of the store keeps it. It is open until there is a receipt,
 * which is written when all bytes are safe; with the ending nothing of it changes any more.
 *
 * @param announced what is known from its creation on
 * @param progress how far it has come
 * @param receipt that all of it has come
 * @param ending what became of it
 * @param writer another for each document, so that its writer can tell it from others'
 */
record UploadState(
    Announcement announced,
    Progress progress,
    Optional<Receipt> receipt,
    Optional<Ending> ending,
    String writer) {

  /**
   * All bytes are safe.
   *
   * @param sha256 of them, lower-case hex
   * @param at when the last one came
   */
  record Receipt(String sha256, Instant at) {}

  /**
   * What became of an upload.
   *
   * @param recordingId under which its content is kept; empty if it was given up
   * @param reason for people
   */
  record Ending(Optional<RecordingId> recordingId, String reason) {}

  /** A new upload. */
  static UploadState created(Announcement announced) {
    return new UploadState(announced, Progress.none(), Optional.empty(), Optional.empty(), "");
  }

  /** Whether bytes may still come. */
  boolean isOpen() {
    return receipt.isEmpty() && ending.isEmpty();
  }

  UploadState with(Progress further) {
    return new UploadState(announced, further, receipt, ending, writer);
  }

  /** All has come, whether its length was known before or not. */
  UploadState with(Progress complete, Receipt written) {
    return new UploadState(
        announced.withLength(complete.offset()), complete, Optional.of(written), ending, writer);
  }

  /** The same, whose length is known now. */
  UploadState withLength(long known) {
    return new UploadState(announced.withLength(known), progress, receipt, ending, writer);
  }

  UploadState with(Ending end) {
    return new UploadState(announced, progress, receipt, Optional.of(end), writer);
  }

  UploadState writtenBy(String nonce) {
    return new UploadState(announced, progress, receipt, ending, nonce);
  }
}
