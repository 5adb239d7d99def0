package io.nightjar.audio.activity;

import java.util.Arrays;

/**
 * Knows the whine of a machine whose pitch leaps: a single line in the spectrum that goes on for
 * seconds, at one level, now in this band and now in that one. What calls makes pauses, has several
 * lines, or a level that rises and falls. Not thread-safe.
 */
final class Whine {

  /** Bands to either side whose mean a line stands above. */
  private static final int AROUND = 16;

  /** Bands to either side that a line may fill. */
  private static final int LINE = 3;

  /** Of a line, in dB above what is around it. */
  private static final float LEAST_PROMINENCE = 9;

  /** Another line that stands out by so much less, in dB, is no second one. */
  private static final float ALONE = 6;

  /** How much the level may change from a step to the next, in dB: at a leap it is halved. */
  private static final float STEADY = 7;

  /** Steps without a line that a leap may take. */
  private static final int LEAP_STEPS = 2;

  private static final double SHORTEST_SECONDS = 6;

  /** Of a region's steps, so many must be those of the whine. */
  private static final double SHARE = 0.7;

  private static final int NONE = -1;

  private final int firstBand;
  private final int shortest;
  private final double[] sums;

  /** The band of the line in each step, if it is one that goes on; else {@link #NONE}. */
  private final int[] lines;

  private final float[] levels;

  /**
   * @param firstBand the lowest that counts
   */
  Whine(int mostSteps, int bands, int firstBand, double secondsPerStep) {
    this.firstBand = firstBand;
    this.shortest = (int) Math.ceil(SHORTEST_SECONDS / secondsPerStep);
    this.sums = new double[bands + 1];
    this.lines = new int[mostSteps];
    this.levels = new float[mostSteps];
  }

  /** The memory that one takes, in bytes. */
  static long heapBytes(int mostSteps, int bands) {
    return 8L * mostSteps + 8L * (bands + 1);
  }

  /** Looks for one in a block. */
  void find(LevelBlock block) {
    Arrays.fill(lines, NONE);
    for (int step = 0; step < block.steps(); step++) {
      lines[step] = line(block, step);
      levels[step] = lines[step] == NONE ? 0 : block.level(step, lines[step]);
    }
    int begin = 0;
    int last = NONE;
    for (int step = 0; step < block.steps(); step++) {
      if (lines[step] == NONE) {
        continue;
      }
      boolean goesOn =
          last != NONE
              && step - last <= 1 + LEAP_STEPS
              && Math.abs(levels[step] - levels[last]) <= STEADY;
      if (!goesOn) {
        forgetShort(begin, last + 1);
        begin = step;
      }
      last = step;
    }
    forgetShort(begin, last + 1);
  }

  private void forgetShort(int begin, int end) {
    if (end - begin < shortest) {
      Arrays.fill(lines, begin, Math.max(begin, end), NONE);
    }
  }

  /** The band that alone stands out of those around it in a step. */
  private int line(LevelBlock block, int step) {
    int bands = block.bands();
    for (int band = 0; band < bands; band++) {
      sums[band + 1] = sums[band] + block.level(step, band);
    }
    int best = NONE;
    float most = LEAST_PROMINENCE;
    for (int band = firstBand; band < bands; band++) {
      float prominence = prominence(block, step, band);
      if (prominence >= most) {
        best = band;
        most = prominence;
      }
    }
    for (int band = firstBand; best != NONE && band < bands; band++) {
      if (Math.abs(band - best) > LINE && prominence(block, step, band) > most - ALONE) {
        return NONE;
      }
    }
    return best;
  }

  private float prominence(LevelBlock block, int step, int band) {
    int low = Math.max(firstBand, band - AROUND);
    int high = Math.min(block.bands(), band + AROUND + 1);
    int lineLow = Math.max(low, band - LINE);
    int lineHigh = Math.min(high, band + LINE + 1);
    int count = lineLow - low + high - lineHigh;
    if (count == 0) {
      return 0;
    }
    double around = sums[lineLow] - sums[low] + sums[high] - sums[lineHigh];
    return (float) (block.level(step, band) - around / count);
  }

  /** Whether a region is a part of it. */
  boolean has(Region region) {
    int steps = 0;
    for (int step = region.firstStep(); step < region.endStep(); step++) {
      if (lines[step] >= region.firstBand() && lines[step] < region.endBand()) {
        steps++;
      }
    }
    return steps >= SHARE * region.steps();
  }
}
