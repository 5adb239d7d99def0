package io.nightjar.thumbnail;

import io.nightjar.pipeline.stage.EventRoom;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import java.util.List;

/**
 * The thumbnails that an event announces, and what it says of them.
 *
 * @param pictures those of the recording, and of as many tracks as there is room for
 * @param summary what they show
 */
record Announced(ThumbnailOutcome.Pictures pictures, ThumbnailSummary summary) {
  /** No event has room for more tracks: the pictures of one take more than 1.6 kB. */
  private static final int MOST_TRACKS = 10;

  /**
   * All of the pictures, or without those of the least conspicuous tracks: an event has room for
   * those of five tracks as a rule, and for fewer if bucket, group, device or labels have long
   * names.
   */
  static Announced within(EventRoom room, ThumbnailOutcome.Pictures pictures, Followed followed) {
    for (int most = Math.min(MOST_TRACKS, pictures.tracks().size()); most > 0; most--) {
      Announced some = of(pictures.ofTracks(most), followed);
      if (room.takes(some.planned(), some.summary())) {
        return some;
      }
    }
    return of(pictures.ofTracks(0), followed);
  }

  private static Announced of(ThumbnailOutcome.Pictures pictures, Followed followed) {
    return new Announced(pictures, ThumbnailSummary.of(pictures, followed));
  }

  private List<EventRoom.Planned> planned() {
    return pictures.thumbnails().stream().map(Announced::planned).toList();
  }

  private static EventRoom.Planned planned(Thumbnail thumbnail) {
    return new EventRoom.Planned(thumbnail.name(), thumbnail.format().mediaType());
  }
}
