package io.nightjar.thumbnail.picture;

import io.nightjar.thumbnail.subject.Subject;
import java.util.List;

/** What came of rendering a recording's thumbnails. */
public sealed interface ThumbnailOutcome {

  /**
   * What was drawn.
   *
   * @param subject what the recording is about
   * @param tracks what the pictures of single tracks show, the most conspicuous first
   * @param thumbnails those of the recording in increasing size, then those of the tracks
   */
  record Pictures(Subject subject, List<Subject> tracks, List<Thumbnail> thumbnails) {
    public Pictures {
      tracks = List.copyOf(tracks);
      thumbnails = List.copyOf(thumbnails);
    }

    /** The same with the pictures of so many tracks at most, the most conspicuous. */
    public Pictures ofTracks(int most) {
      if (tracks.size() <= most) {
        return this;
      }
      List<String> left =
          tracks.subList(most, tracks.size()).stream()
              .map(track -> SubjectPictures.nameOfTrack(track.track().orElseThrow()) + "-")
              .toList();
      return new Pictures(
          subject,
          tracks.subList(0, most),
          thumbnails.stream()
              .filter(thumbnail -> left.stream().noneMatch(thumbnail.name()::startsWith))
              .toList());
    }
  }

  /** All of the recording could be read. */
  record Rendered(Pictures pictures) implements ThumbnailOutcome {}

  /**
   * The recording is damaged; the thumbnails are of the frames before the damage.
   *
   * @param code stable, that of {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Partial(Pictures pictures, String code, String description) implements ThumbnailOutcome {}

  /**
   * There is no frame to show.
   *
   * @param code stable: {@link #NO_FRAMES}, or that of {@link io.nightjar.cptv.CptvException} or
   *     {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Rejected(String code, String description) implements ThumbnailOutcome {

    /** The recording is intact, but has no frame, or none but background frames. */
    public static final String NO_FRAMES = "no-frames";
  }
}
