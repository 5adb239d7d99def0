package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.index.Position;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The entries by which recordings are listed, and whether a recording has its own. */
final class Entries {
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  /** What stands before the position: {@code index/{group}/{device}/}. */
  private static final int SEGMENTS_BEFORE = 3;

  private final ObjectStore store;
  private final RecordingIndex index;
  private final Manifests manifests;

  Entries(ObjectStore store) {
    this.store = store;
    this.index = new RecordingIndex(store);
    this.manifests = new Manifests(store);
  }

  /** The recording that an entry lists. */
  static Optional<RecordingId> recordingOf(String key) {
    String[] segments = key.split("/", SEGMENTS_BEFORE + 1);
    return segments.length <= SEGMENTS_BEFORE
        ? Optional.empty()
        : Position.parse(segments[SEGMENTS_BEFORE]).map(Position::recordingId);
  }

  /** Where a recording is to be listed. */
  private record Place(RecordingIndex.Entry entry, Instant at) {}

  /**
   * Whether an entry is missing of the two that a recording is to have. None is if its document or
   * a manifest can't be read: nobody knows then where they are to be.
   *
   * @param document the key of the recording's own
   */
  boolean isUnlisted(String document) throws StoreException {
    Optional<Place> place = place(document);
    return place.isPresent() && !index.holds(place.get().entry(), place.get().at());
  }

  /** Lists a recording. */
  void list(String document) throws StoreException {
    Optional<Place> place = place(document);
    if (place.isPresent()) {
      index.add(place.get().entry(), place.get().at());
    }
  }

  private Optional<Place> place(String document) throws StoreException {
    Optional<byte[]> json = store.find(document, LARGEST_DOCUMENT);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Recording recording;
    try {
      recording = Json.read(json.get(), Recording.class);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    try {
      Instant at = Manifests.recorded(recording, manifests.newest(recording.recordingId())).at();
      return Optional.of(new Place(RecordingIndex.Entry.of(recording), at));
    } catch (BrokenContractException unreadable) {
      return Optional.empty();
    }
  }
}
