package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.BoxAverage;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.SceneCheck;
import io.nightjar.imaging.Size;
import java.util.Optional;

/**
 * Watches a recording frame by frame and keeps the one that shows best what it is about: a
 * connected region that is warmer than the background, moves, and is there in the frames before and
 * after. Holds a few frames, whatever the length; one pass. Large frames are looked at reduced
 * ({@link BoxAverage}). Not thread-safe.
 *
 * <p>Frames are preferred in this order: those that show a scene at all, those without impossible
 * pixels, those with a subject, those not disturbed by a flat-field correction, those that score
 * highest.
 */
public final class SubjectFinder {

  private final BoxAverage boxes;
  private final Sighting sighting;
  private Candidate best;
  private Candidate waiting;

  /**
   * Returns an upper bound of the heap that one takes, in bytes: for each pixel 4, for the two
   * frames that are kept; and 6 MiB for what is looked at, at most 320 × 320 pixels of 42 bytes
   * each, and its tables.
   */
  public static long heapBytes(Size size) {
    return 4L * size.pixels() + (6 << 20);
  }

  /** For frames of {@code size}. */
  public SubjectFinder(Size size) {
    this.boxes = new BoxAverage(size);
    this.sighting = new Sighting(boxes.reduced());
    this.best = new Candidate(size, boxes);
    this.waiting = new Candidate(size, boxes);
  }

  /** A frame that was chosen, with its pixels. */
  public record Choice(Subject subject, GreyPicture picture) {}

  /**
   * Looks at the next frame of the recording, background frames included. The frame is not kept.
   */
  public void look(Frame frame) {
    if (frame.background()) {
      return; // made by the camera, and often of an earlier scene
    }
    if (SceneCheck.showsScene(frame.pixels(), frame.width(), boxes.side())) {
      lookAtScene(frame);
    } else {
      best.offer(frame, new Rank(false, false, false, false, 0), Optional.empty());
    }
  }

  private void lookAtScene(Frame frame) {
    sighting.look(boxes.of(frame.pixels()));
    if (waiting.blob().filter(sighting::stillThere).isPresent()) {
      Candidate replaced = best;
      best = waiting;
      waiting = replaced;
    }
    waiting.clear();
    boolean zeros = FrameQuality.hasZeros(frame);
    boolean disturbed = frame.affectedByFfc();
    var whole = new Rank(true, !zeros, false, !disturbed, sighting.steadyContrast());
    best.offer(frame, whole, Optional.empty());
    Optional<Blob> blob = sighting.blob();
    if (blob.isPresent()) {
      var rank = new Rank(true, !zeros, true, !disturbed, score(blob.get()));
      if (best.isBelow(rank)) {
        waiting.offer(frame, rank, blob);
      }
    }
  }

  /** In pixels of the frame, as all that a blob's score is compared with. */
  private double score(Blob blob) {
    return blob.score() * boxes.side() * boxes.side();
  }

  /** What was found; empty if there was no frame but background frames. */
  public Optional<Choice> choice() {
    return best.subject().map(subject -> new Choice(subject, best.picture()));
  }
}
