package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.BoxAverage;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Room for one frame that is worth showing so far, used again and again. Not thread-safe. */
final class Candidate {

  private final GreyPicture picture;
  private final BoxAverage boxes;
  private int number;
  private @Nullable Rank rank;
  private Optional<Blob> blob = Optional.empty();

  Candidate(Size size, BoxAverage boxes) {
    this.picture = new GreyPicture(size);
    this.boxes = boxes;
  }

  /** Whether it is empty or holds something of a lower rank. */
  boolean isBelow(Rank other) {
    return rank == null || rank.compareTo(other) < 0;
  }

  /** Holds this frame from now on, if it is of higher rank than what it holds. */
  void offer(Frame frame, Rank ofFrame, Optional<Blob> inFrame) {
    if (isBelow(ofFrame)) {
      System.arraycopy(frame.pixels(), 0, picture.samples(), 0, frame.pixels().length);
      number = frame.number();
      rank = ofFrame;
      blob = inFrame;
    }
  }

  void clear() {
    rank = null;
    blob = Optional.empty();
  }

  Optional<Blob> blob() {
    return blob;
  }

  GreyPicture picture() {
    return picture;
  }

  /** What it shows; empty if it holds nothing. */
  Optional<Subject> subject() {
    Rank held = rank;
    if (held == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Subject(
            number,
            blob.map(Blob::region).map(boxes::enlarged).orElseGet(() -> picture.size().region()),
            held.score(),
            blob.map(Candidate::reason).orElse(Subject.Reason.NOTHING_MOVES)));
  }

  private static Subject.Reason reason(Blob blob) {
    return blob.warm() ? Subject.Reason.WARM_MOVING : Subject.Reason.COLD_MOVING;
  }
}
