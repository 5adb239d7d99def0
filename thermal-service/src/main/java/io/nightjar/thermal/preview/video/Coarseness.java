package io.nightjar.thermal.preview.video;

import java.util.Optional;

/**
 * How coarse a video is, in the order in which one that has too many bytes becomes coarser: first
 * its quantiser, to {@value #COARSEST_QUANTISER}; then half its size; then fewer pictures, of which
 * each stands for three frames, then nine. Its length and its rate stay.
 *
 * @param quantiser as {@link io.nightjar.media.VideoFormat} has it
 * @param half whether it has half the sides
 * @param hold for how many frames a picture stands
 */
record Coarseness(int quantiser, boolean half, int hold) {

  /** Beyond, blocks are seen rather than what they show. */
  static final int COARSEST_QUANTISER = 40;

  private static final int QUANTISER_STEP = 2;

  /** What two more leave of a video: measured, of six real recordings from 26 to 36. */
  private static final double LEFT_BY_QUANTISER = 0.74;

  /** What is taken to be left of one in half its size, or of a third of its pictures. */
  private static final double LEFT_OTHERWISE = 0.4;

  private static final int LONGEST_HOLD = 9;

  /** As it is configured. */
  static Coarseness of(int quantiser) {
    return new Coarseness(quantiser, false, 1);
  }

  /**
   * The least coarse that may do for a video that has some times too many bytes, by what steps
   * leave of videos; empty if this is the last.
   *
   * @param times more than 1
   */
  Optional<Coarseness> coarser(double times) {
    Coarseness reached = this;
    double left = times;
    while (left > 1) {
      Optional<Coarseness> next = reached.next();
      if (next.isEmpty()) {
        break;
      }
      left *= next.get().quantiser == reached.quantiser ? LEFT_OTHERWISE : LEFT_BY_QUANTISER;
      reached = next.get();
    }
    return reached.equals(this) ? Optional.empty() : Optional.of(reached);
  }

  private Optional<Coarseness> next() {
    if (quantiser < COARSEST_QUANTISER) {
      int coarser = Math.min(COARSEST_QUANTISER, quantiser + QUANTISER_STEP);
      return Optional.of(new Coarseness(coarser, half, hold));
    }
    if (!half) {
      return Optional.of(new Coarseness(quantiser, true, hold));
    }
    return hold < LONGEST_HOLD
        ? Optional.of(new Coarseness(quantiser, true, 3 * hold))
        : Optional.empty();
  }
}
