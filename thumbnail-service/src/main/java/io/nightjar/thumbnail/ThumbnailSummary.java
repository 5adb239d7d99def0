package io.nightjar.thumbnail;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.ThumbHash;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import io.nightjar.imaging.thumbnail.ThumbnailSize;
import io.nightjar.thumbnail.picture.SubjectPictures;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.seen.Verdict;
import io.nightjar.thumbnail.subject.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the event says of thumbnails: what the recording's own show, in pixels of the frame, and
 * those of single tracks.
 */
record ThumbnailSummary(
    int frame,
    int x,
    int y,
    int width,
    int height,
    String reason,
    OptionalInt track,
    double score,
    Optional<String> label,
    OptionalDouble confidence,
    String placeholder,
    List<TrackFacts> tracks,
    Followed followed) {

  ThumbnailSummary {
    tracks = List.copyOf(tracks);
  }

  /** What the pictures of one track show. */
  record TrackFacts(
      int id,
      int frame,
      int x,
      int y,
      int width,
      int height,
      double score,
      Optional<String> label,
      OptionalDouble confidence,
      String placeholder) {

    static TrackFacts of(Subject subject, ThumbnailOutcome.Pictures pictures) {
      Region region = subject.region();
      int id = subject.track().orElseThrow();
      return new TrackFacts(
          id,
          subject.frame(),
          region.x(),
          region.y(),
          region.width(),
          region.height(),
          subject.score(),
          subject.verdict().map(Verdict::label),
          confidenceIn(subject),
          hashOf(pictures, SubjectPictures.nameOfTrack(id)));
    }
  }

  static ThumbnailSummary of(ThumbnailOutcome.Pictures pictures, Followed followed) {
    Subject subject = pictures.subject();
    Region region = subject.region();
    return new ThumbnailSummary(
        subject.frame(),
        region.x(),
        region.y(),
        region.width(),
        region.height(),
        subject.reason().code(),
        subject.track(),
        subject.score(),
        subject.verdict().map(Verdict::label),
        confidenceIn(subject),
        hashOf(pictures, ThumbnailSize.OF_RECORDING),
        pictures.tracks().stream().map(track -> TrackFacts.of(track, pictures)).toList(),
        followed);
  }

  /** A page can draw a blur of the smallest picture before it has fetched it. */
  private static String hashOf(ThumbnailOutcome.Pictures pictures, String what) {
    String name = ThumbnailFormat.PNG.fileName(ThumbnailSize.SMALL.nameOf(what));
    return pictures.thumbnails().stream()
        .filter(thumbnail -> thumbnail.name().equals(name))
        .map(thumbnail -> ThumbHash.of(thumbnail.picture()))
        .findFirst()
        .orElseThrow();
  }

  private static OptionalDouble confidenceIn(Subject subject) {
    return subject.verdict().stream().mapToDouble(Verdict::confidence).findFirst();
  }
}
