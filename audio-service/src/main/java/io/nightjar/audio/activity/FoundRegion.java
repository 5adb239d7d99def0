package io.nightjar.audio.activity;

import java.util.Comparator;

/**
 * A region of the whole sound.
 *
 * @param step the first of its block, counted from the beginning of the sound
 * @param region within its block
 * @param weight what it adds to the activity, in steps
 */
record FoundRegion(long step, Region region, double weight) {

  /** The one that counts least comes first; of equals the later one. */
  static final Comparator<FoundRegion> BY_WEIGHT =
      Comparator.comparingDouble(FoundRegion::weight)
          .thenComparing(FoundRegion::firstStep, Comparator.reverseOrder())
          .thenComparing(found -> found.region().firstBand(), Comparator.reverseOrder());

  static final Comparator<FoundRegion> BY_TIME =
      Comparator.comparingLong(FoundRegion::firstStep)
          .thenComparingInt(found -> found.region().firstBand());

  long firstStep() {
    return step + region.firstStep();
  }

  long endStep() {
    return step + region.endStep();
  }
}
