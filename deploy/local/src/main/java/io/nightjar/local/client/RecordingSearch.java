package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The recordings of a listing that have a status. The service lists by time, and what has become of
 * a recording stands beside the recording: each one has to be looked at. For one thread.
 */
public final class RecordingSearch {
  /** What a recording's status may be, in the service's words. */
  public static final Set<String> STATUSES =
      Set.of("processing", "completed", "partial", "rejected");

  /** So often is it told how far a long search has come. */
  private static final long TOLD_EVERY = 10_000;

  private final RecordingListing listing;
  private final Optional<String> status;
  private final LongConsumer progress;
  private long looked;

  /**
   * Looks through a listing.
   *
   * @param status the one that is wanted; empty for any
   * @param progress is told now and then how many were looked at
   */
  public RecordingSearch(RecordingListing listing, Optional<String> status, LongConsumer progress) {
    this.listing = listing;
    this.status = status;
    this.progress = progress;
  }

  /** The next recording with the status; empty after the last one. */
  public Optional<JsonNode> next() throws InterruptedException {
    Optional<JsonNode> next = look();
    while (next.isPresent() && !isWanted(next.get())) {
      next = look();
    }
    return next;
  }

  private Optional<JsonNode> look() throws InterruptedException {
    Optional<JsonNode> next = listing.next();
    if (next.isPresent()) {
      looked++;
      if (looked % TOLD_EVERY == 0) {
        progress.accept(looked);
      }
    }
    return next;
  }

  private boolean isWanted(JsonNode recording) {
    return status.isEmpty() || status.get().equals(recording.path("status").asText());
  }

  /** Whether the listing goes on, be it with recordings of another status. */
  public boolean goesOn() throws InterruptedException {
    return listing.hasNext();
  }

  /** How many recordings were looked at so far, of whatever status. */
  public long looked() {
    return looked;
  }
}
