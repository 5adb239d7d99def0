package io.nightjar.audio.activity;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the part of a sound in which most stands out, block by block, and keeps its cells. A region
 * counts by its weight, and up to half more the nearer it is to the middle of the part, so that
 * what is heard is not at the edge of the picture. Of equal parts the first is taken; where nothing
 * stands out, that is the beginning. Sums are of whole numbers, so that they do not depend on the
 * order. Memory does not follow the length of the sound. Not thread-safe.
 */
final class LivelyPartFinder {

  /** A step of full weight. */
  private static final double UNIT = 1e6;

  private final int length;
  private final int bands;
  private final byte[] cells;
  private final long[] weights;
  private final byte[] best;
  private long bestScore = -1;
  private long bestStep;
  private long firstStep;
  private int held;

  /**
   * @param length of the part, in steps
   * @param blockSteps of the longest block
   */
  LivelyPartFinder(int length, int blockSteps, int bands) {
    this.length = length;
    this.bands = bands;
    this.cells = new byte[(length - 1 + blockSteps) * bands];
    this.weights = new long[length - 1 + blockSteps];
    this.best = new byte[length * bands];
  }

  /** The most memory that one takes, in bytes. */
  static long heapBytes(int length, int blockSteps, int bands) {
    return (2L * length + blockSteps) * bands + 8L * (length + blockSteps);
  }

  /** Takes the next block, and what stands out of it. */
  void add(LevelBlock block, NoiseFloor floor, List<FoundRegion> regions) {
    for (int step = 0; step < block.steps(); step++) {
      int at = (held + step) * bands;
      for (int band = 0; band < bands; band++) {
        cells[at + band] = cell(block.level(step, band) - floor.level(band));
      }
      weights[held + step] = 0;
    }
    for (FoundRegion found : regions) {
      long weight = Math.round(UNIT * found.weight() / found.region().steps());
      for (int step = found.region().firstStep(); step < found.region().endStep(); step++) {
        weights[held + step] += weight;
      }
    }
    held += block.steps();
    look();
    forget(held - (length - 1));
  }

  private static byte cell(float decibels) {
    return (byte) Math.clamp(Math.round(decibels * LivelyPart.CELLS_PER_DECIBEL), 0, 255);
  }

  /** At each part that ends in the steps that are held, and has not been looked at. */
  private void look() {
    int found = -1;
    for (int start = 0; start + length <= held; start++) {
      long score = score(start);
      if (score > bestScore) {
        bestScore = score;
        found = start;
      }
    }
    if (found >= 0) {
      bestStep = firstStep + found;
      System.arraycopy(cells, found * bands, best, 0, best.length);
    }
  }

  /**
   * Twice the weight of each step at the edges, three times that of the one in the middle, by a
   * parabola between: of two calls, the middle is best.
   */
  private long score(int start) {
    long score = 0;
    for (int i = 0; i < length; i++) {
      long fromMiddle = 2L * i + 1 - length;
      score += weights[start + i] * (3L * length * length - fromMiddle * fromMiddle);
    }
    return score;
  }

  private void forget(int steps) {
    if (steps > 0) {
      System.arraycopy(cells, steps * bands, cells, 0, (held - steps) * bands);
      System.arraycopy(weights, steps, weights, 0, held - steps);
      firstStep += steps;
      held -= steps;
    }
  }

  /**
   * Ends the sound; call after at least one step.
   *
   * @param secondsPerStep of life
   * @param hertzPerBand of life
   * @param durationSeconds of life, of the whole sound
   */
  LivelyPart finish(double secondsPerStep, double hertzPerBand, double durationSeconds) {
    boolean whole = bestScore < 0; // no part is as long as the sound
    byte[] part = whole ? Arrays.copyOf(cells, held * bands) : best;
    boolean lively = whole ? Arrays.stream(weights, 0, held).sum() > 0 : bestScore > 0;
    long begin = whole ? 0 : bestStep;
    long end = begin + part.length / bands;
    return new LivelyPart(
        begin * secondsPerStep,
        Math.min(end * secondsPerStep, durationSeconds),
        bands * hertzPerBand,
        lively,
        bands,
        part);
  }
}
