package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Region;

/**
 * Connected pixels that are all warmer, or all colder, than the background.
 *
 * @param region the smallest that holds them
 * @param area number of pixels
 * @param contrast sum of their differences to the background in its direction, in quarters of a
 *     count
 * @param warm whether they are warmer
 * @param cut whether they reach the picture's edge
 */
record Blob(Region region, int area, long contrast, boolean warm, boolean cut) {

  private static final double CUT_SHARE = 0.5;
  private static final double COLD_SHARE = 0.1;

  /** How good a subject this is, in counts: warm before cold, whole before cut off. */
  double score() {
    double counts = (double) contrast / Background.SCALE;
    return counts * (cut ? CUT_SHARE : 1) * (warm ? 1 : COLD_SHARE);
  }
}
