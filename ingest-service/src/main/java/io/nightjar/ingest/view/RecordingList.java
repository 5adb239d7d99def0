package io.nightjar.ingest.view;

import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param recordings in the order that was asked for
 * @param next the cursor of the next page; absent on the last one
 */
public record RecordingList(List<RecordingView> recordings, Optional<String> next) {
  public RecordingList {
    recordings = List.copyOf(recordings);
  }
}
