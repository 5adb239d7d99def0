package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges the moments of one track without their pixels: how well each shows what it is. The parts
 * of the score are given in docs/decisions/0035-thumbnails-from-tracks.md.
 */
final class TrackMoments {

  /** What is usual is the median; the most is what this part of all moments stay below. */
  private static final double USUAL = 0.5;

  private static final double MOST = 0.9;

  /** Contrast counts for as much, mass for all. */
  private static final double LEAST_FOR_CONTRAST = 0.5;

  private static final double LARGE = 3;

  /** What the frame's edge cuts counts half; from this part of the frame's side on it is free. */
  private static final double LEAST_AT_EDGE = 0.5;

  private static final double FREE_OF_EDGE = 0.04;

  private static final double AFFECTED = 0.1;
  private static final double ODD = 0.01;

  /** Cold things are seldom animals. */
  private static final double COLD = 0.1;

  /** Frames before and after the best one among which the sharpest is looked for. */
  private static final int NEAR = 4;

  private static final double NEARLY_AS_GOOD = 0.8;

  private final SeenTrack track;
  private final Size size;
  private final FrameFacts frames;
  private final double usualArea;
  private final double mostMass;
  private final double mostContrast;
  private final Moment best;

  /** Judges all moments of a track of the recording. */
  TrackMoments(SeenTrack track, Seen seen) {
    this.track = track;
    this.size = seen.size();
    this.frames = seen.frames();
    List<Spot> spots = track.spots();
    this.usualArea = part(USUAL, spots.stream().mapToDouble(Spot::area).sorted().toArray());
    this.mostMass =
        Math.max(1, part(MOST, spots.stream().mapToDouble(Spot::mass).sorted().toArray()));
    this.mostContrast =
        part(MOST, spots.stream().mapToDouble(TrackMoments::contrast).sorted().toArray());
    this.best = findBest();
  }

  private static double part(double share, double[] sorted) {
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static double contrast(Spot spot) {
    return (double) spot.mass() / spot.area();
  }

  private Moment findBest() {
    Moment found = moment(track.spots().getFirst());
    for (Spot spot : track.spots()) {
      Moment moment = moment(spot);
      if (moment.score() > found.score()) {
        found = moment;
      }
    }
    return found;
  }

  SeenTrack track() {
    return track;
  }

  /**
   * How conspicuous it is at its best: its score as an animal, or how sure a classifier is of what
   * it is, times what there is to see.
   */
  double weight() {
    Spot spot = best.spot();
    double sure =
        track.verdict().isPresent()
            ? track.verdict().get().confidence()
            : track.score() * (track.warm() ? 1 : COLD);
    return sure * spot.mass() * free(spot) * trust(spot);
  }

  /** What is surely an animal first, then what is less surely one, then what is none. */
  int rank() {
    return track.verdict().map(said -> said.surelyAnimal() ? 0 : said.animal() ? 1 : 2).orElse(0);
  }

  /** The best moment and those around it that are nearly as good, by frame. */
  List<Moment> candidates() {
    List<Moment> near = new ArrayList<>();
    for (Spot spot : track.spots()) {
      if (Math.abs(spot.frame() - best.spot().frame()) <= NEAR) {
        Moment moment = moment(spot);
        if (moment.score() >= NEARLY_AS_GOOD * best.score()) {
          near.add(moment);
        }
      }
    }
    return near;
  }

  /** The best moment that is so many frames or more away from one; empty if there is none. */
  Optional<Moment> best(int from, int apart) {
    return track.spots().stream()
        .filter(spot -> Math.abs(spot.frame() - from) >= apart)
        .map(this::moment)
        .reduce((one, other) -> other.score() > one.score() ? other : one);
  }

  private Moment moment(Spot spot) {
    double mass = Math.min(1, spot.mass() / mostMass);
    double contrast = mostContrast <= 0 ? 1 : Math.min(1, contrast(spot) / mostContrast);
    double area = spot.area();
    double whole = Math.min(Math.min(1, area / usualArea), LARGE * usualArea / area);
    double score =
        mass
            * (LEAST_FOR_CONTRAST + (1 - LEAST_FOR_CONTRAST) * contrast)
            * whole
            * free(spot)
            * trust(spot);
    return new Moment(spot, score, subject(spot));
  }

  /** How far it is from the frame's edge: 1 if far enough. */
  private double free(Spot spot) {
    int across = Math.min(spot.x(), size.width() - spot.x() - spot.width());
    int down = Math.min(spot.y(), size.height() - spot.y() - spot.height());
    double enough = Math.max(1, FREE_OF_EDGE * Math.min(size.width(), size.height()));
    double part = Math.clamp(Math.min(across, down) / enough, 0, 1);
    return LEAST_AT_EDGE + (1 - LEAST_AT_EDGE) * part;
  }

  private double trust(Spot spot) {
    return (frames.affected(spot.frame()) ? AFFECTED : 1) * (frames.odd(spot.frame()) ? ODD : 1);
  }

  private Subject.Reason reason() {
    if (track.verdict().isPresent()) {
      return track.verdict().get().animal() ? Subject.Reason.CLASSIFIED : Subject.Reason.NO_ANIMAL;
    }
    return track.warm() ? Subject.Reason.WARM_MOVING : Subject.Reason.COLD_MOVING;
  }

  private Subject subject(Spot spot) {
    return new Subject(
        spot.frame(),
        spot.region(),
        OptionalInt.of(track.id()),
        track.score(),
        reason(),
        track.verdict());
  }
}
