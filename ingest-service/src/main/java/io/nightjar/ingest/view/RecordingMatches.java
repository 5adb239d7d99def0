package io.nightjar.ingest.view;

import java.util.List;

/**
 * The recordings whose ids begin alike.
 *
 * @param recordings those that the caller may read, in the order of ids
 * @param more whether so many ids begin so that not all of them were looked at
 */
public record RecordingMatches(List<RecordingView> recordings, boolean more) {
  public RecordingMatches {
    recordings = List.copyOf(recordings);
  }
}
