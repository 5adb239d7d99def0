package io.nightjar.thumbnail.subject;

import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Chooses by what is known of a recording which frames are worth being read. */
public final class SubjectChoice {

  /** Animals before others, the heaviest first, then the one that came first. */
  private static final Comparator<TrackMoments> HEAVIEST =
      Comparator.comparingInt(TrackMoments::rank)
          .thenComparing(Comparator.comparingDouble(TrackMoments::weight).reversed())
          .thenComparingInt(moments -> moments.track().id());

  /**
   * What scores less is never shown. A bird far away that is in sight for a second scores 0.27; but
   * so does grass now and then, and then more of it stirs, so that more than …
   */
  private static final double FAINT = 0.2;

  /** … so many tracks, whatever they score, are no scene for a faint one. */
  private static final int FEW_TRACKS = 3;

  /** What a recording is about is seldom cold: shadows and ghosts score up to this. */
  private static final double COLD = 0.75;

  /** Frames in a second. */
  private static final int APART = 9;

  /** Whole frames that are read until one shows a scene. */
  private static final int STILL_FRAMES = 3;

  private SubjectChoice() {}

  /**
   * The tracks to show, the most conspicuous first, each with the moments among which pixels
   * decide, by frame: if a classifier has looked, those that it named. Else those that reach the
   * threshold; if none does, a faint one, where hardly anything else stirs.
   *
   * @param most tracks
   */
  public static Chosen tracks(Seen seen, int most) {
    if (seen.classified()) {
      return new Chosen(true, candidates(seen.tracks(), seen, most));
    }
    List<SeenTrack> animals =
        seen.tracks().stream().filter(track -> track.score() >= seen.threshold()).toList();
    if (!animals.isEmpty()) {
      return new Chosen(true, candidates(animals, seen, most));
    }
    List<SeenTrack> faint =
        seen.tracks().size() > FEW_TRACKS
            ? List.of()
            : seen.tracks().stream()
                .filter(track -> track.warm() && track.score() >= FAINT)
                .toList();
    return new Chosen(false, candidates(faint, seen, 1));
  }

  /**
   * Tracks to show.
   *
   * @param animals whether they reach the threshold, or a classifier named them
   * @param candidates for each track at least one moment
   */
  public record Chosen(boolean animals, List<List<Moment>> candidates) {
    public Chosen {
      candidates = List.copyOf(candidates);
    }
  }

  /** Whether a recording may be about this. */
  public static boolean isSubject(Subject subject) {
    return switch (subject.reason()) {
      case WARM_MOVING, CLASSIFIED -> true;
      case COLD_MOVING -> subject.score() >= COLD;
      case NO_ANIMAL, NOTHING_MOVES -> false;
    };
  }

  /**
   * What would be shown if that were not there: the next track; else the same one a second or more
   * away; else another whole frame. Empty if there is nothing else.
   */
  public static Optional<Subject> runnerUp(Seen seen, Subject shown) {
    if (shown.track().isEmpty()) {
      return stillFrames(seen).stream()
          .filter(frame -> frame != shown.frame())
          .findFirst()
          .map(frame -> whole(seen, frame));
    }
    int id = shown.track().getAsInt();
    Optional<Subject> next =
        tracks(seen, 2).candidates().stream()
            .map(List::getFirst)
            .map(Moment::subject)
            .filter(subject -> subject.track().getAsInt() != id)
            .findFirst();
    return next.or(
        () ->
            seen.tracks().stream()
                .filter(track -> track.id() == id)
                .flatMap(track -> new TrackMoments(track, seen).best(shown.frame(), APART).stream())
                .map(Moment::subject)
                .findFirst());
  }

  private static List<List<Moment>> candidates(List<SeenTrack> tracks, Seen seen, int most) {
    return tracks.stream()
        .map(track -> new TrackMoments(track, seen))
        .sorted(HEAVIEST)
        .limit(most)
        .map(TrackMoments::candidates)
        .toList();
  }

  /**
   * Frames to show whole where nothing moves, the best first: those that can be trusted, those far
   * from a flat-field correction, the steadier half, those with the warmest spot that is there in
   * the frames before and after, too; of equal ones the first.
   */
  public static List<Integer> stillFrames(Seen seen) {
    FrameFacts frames = seen.frames();
    Comparator<Integer> better =
        Comparator.comparing(frames::odd)
            .thenComparing(frames::affected)
            .thenComparing(frame -> !frames.steady(frame))
            .thenComparing(frame -> -steadyWarmth(frames, frame));
    List<Integer> best = new ArrayList<>();
    for (int i = 0; i < STILL_FRAMES; i++) {
      IntStream.range(0, frames.size())
          .filter(frame -> !frames.background(frame) && !best.contains(frame))
          .boxed()
          .min(better.thenComparing(Comparator.naturalOrder()))
          .ifPresent(best::add);
    }
    return best;
  }

  private static double steadyWarmth(FrameFacts frames, int frame) {
    double least = frames.warmth(frame);
    for (int near = Math.max(0, frame - 1);
        near <= Math.min(frames.size() - 1, frame + 1);
        near++) {
      if (!frames.background(near)) {
        least = Math.min(least, frames.warmth(near));
      }
    }
    return least;
  }

  /** A frame as a whole. */
  public static Subject whole(Seen seen, int frame) {
    return new Subject(
        frame,
        seen.size().region(),
        OptionalInt.empty(),
        0,
        seen.classified() ? Subject.Reason.NO_ANIMAL : Subject.Reason.NOTHING_MOVES,
        Optional.empty());
  }
}
