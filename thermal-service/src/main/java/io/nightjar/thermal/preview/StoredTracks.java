package io.nightjar.thermal.preview;

import io.nightjar.imaging.Region;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.thermal.preview.video.BoxSource;
import io.nightjar.thermal.preview.video.TrackBoxes;
import java.io.IOException;
import java.util.List;

/**
 * The boxes of a recording's animals: the tracks of a {@code tracks.json} that reach its threshold.
 */
public final class StoredTracks implements BoxSource {
  /** Its bytes, and for each position, of some 100 bytes, what is read of it and its box. */
  private static final int HEAP_PER_BYTE = 3;

  private static final String UNREADABLE = "unreadable-document";

  private final StageContext<?> context;
  private final ObjectRef tracks;

  /**
   * Tracks that are yet to be read.
   *
   * @param tracks as the event names them
   */
  public StoredTracks(StageContext<?> context, ObjectRef tracks) {
    this.context = context;
    this.tracks = tracks;
  }

  /** What is needed of the document. */
  private record Document(double threshold, List<Track> tracks) {
    TrackBoxes boxes() {
      return TrackBoxes.of(
          tracks.stream()
              .filter(track -> track.score() >= threshold)
              .flatMap(track -> track.positions().stream())
              .map(Position::box)
              .toList());
    }
  }

  private record Track(double score, List<Position> positions) {}

  private record Position(int frame, int x, int y, int width, int height) {
    TrackBoxes.Box box() {
      return new TrackBoxes.Box(frame, new Region(x, y, width, height));
    }
  }

  @Override
  public long heapBytes() {
    return HEAP_PER_BYTE * tracks.size();
  }

  /**
   * {@inheritDoc}
   *
   * @throws BrokenContractException if they are not there, or not as their schema says
   */
  @Override
  public TrackBoxes read() throws IOException {
    byte[] document =
        context
            .document(tracks, Math.toIntExact(tracks.size()))
            .orElseThrow(
                () ->
                    new BrokenContractException(
                        UNREADABLE, tracks.key() + " is not there as it was"));
    return boxes(document);
  }

  /**
   * Returns the boxes that a document tells of.
   *
   * @throws BrokenContractException if it is not as its schema says
   */
  static TrackBoxes boxes(byte[] document) {
    try {
      return Json.read(document, Document.class).boxes();
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenContractException(UNREADABLE, "tracks.json breaks its contract", e);
    }
  }
}
