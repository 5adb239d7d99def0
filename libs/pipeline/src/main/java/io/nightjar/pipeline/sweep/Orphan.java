package io.nightjar.pipeline.sweep;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * Something in the store that nothing names.
 *
 * @param kind what it is
 * @param key its key
 * @param size bytes; 0 for an upload, whose parts are not counted
 * @param since when it was written or begun, by the store's clock
 * @param uploadId the store's name for an unfinished upload; else empty
 */
public record Orphan(Kind kind, String key, long size, Instant since, String uploadId) {
  /** What can be orphaned. */
  public enum Kind {
    /** An upload that was never accepted: its ingest died, or lost its claim, halfway. */
    RAW,
    /** An artefact of a work that died before its manifest, or that another's manifest overtook. */
    ARTEFACT,
    /** The mark of an attempt at a work that has ended, or at a recording that is gone. */
    ATTEMPT,
    /** A claim whose recording is gone: it would call new uploads duplicates of nothing. */
    CLAIM,
    /** An upload in parts that nobody completes. */
    UPLOAD,
    /** An entry of the listing by time recorded whose recording is gone. */
    ENTRY,
    /** A recording, by its document, that the listing by time recorded does not show. */
    UNLISTED,
    /**
     * A lease that has ended, what the store's abilities were tried with, or the state of a
     * resumable upload that has expired.
     */
    LEFTOVER;

    /** Its name in documents. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
