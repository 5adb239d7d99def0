package io.nightjar.thumbnail;

import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.stage.Answers;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import io.nightjar.thumbnail.seen.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a recording looks to a classifier.
 *
 * @param said its answer
 * @param noAnimal labels in lower case that say that a track is no animal
 */
record ClassifierAnswer(TracksClassified said, Set<String> noAnimal)
    implements UnaryOperator<Seen> {

  ClassifierAnswer {
    noAnimal = Set.copyOf(noAnimal);
  }

  /** Whether the ids of an answer are those of our own {@code tracks.json}. */
  static boolean isOfOurTracks(TracksClassified said) {
    return said.lookedAt()
        .filter(at -> at.stage().equals(Answers.THERMAL) && at.name().equals(TracksDocument.NAME))
        .isPresent();
  }

  /** What was seen, with the classifier's tracks instead of ours, or its words about ours. */
  @Override
  public Seen apply(Seen seen) {
    Map<Integer, SeenTrack> ours =
        isOfOurTracks(said)
            ? seen.tracks().stream().collect(Collectors.toMap(SeenTrack::id, track -> track))
            : Map.of();
    return seen.with(
        said.tracks().stream()
            .flatMap(track -> judged(track, Optional.ofNullable(ours.get(track.id())), seen))
            .toList());
  }

  /** Nothing if it is not said where the track is. */
  private Stream<SeenTrack> judged(
      TracksClassified.Track track, Optional<SeenTrack> ours, Seen seen) {
    Label label = track.best();
    Verdict verdict =
        new Verdict(
            label.label(),
            label.confidence(),
            !noAnimal.contains(label.label().toLowerCase(Locale.ROOT)));
    if (ours.isPresent()) {
      return Stream.of(ours.get().with(verdict));
    }
    List<Spot> spots =
        track.positions().stream()
            .filter(at -> shows(seen, at))
            .map(ClassifierAnswer::spot)
            .toList();
    return spots.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new SeenTrack(track.id(), label.confidence(), true, spots, Optional.of(verdict)));
  }

  /** Whether there is such a frame, which is no background frame, with pixels there. */
  private static boolean shows(Seen seen, TracksClassified.Position at) {
    return at.frame() < seen.frames().size()
        && !seen.frames().background(at.frame())
        && at.x() + at.width() <= seen.size().width()
        && at.y() + at.height() <= seen.size().height();
  }

  /** How much stands out from the background is not said: all of the box, evenly. */
  private static Spot spot(TracksClassified.Position at) {
    return new Spot(
        at.frame(), at.x(), at.y(), at.width(), at.height(), (long) at.width() * at.height());
  }
}
