package io.nightjar.audio.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what stands out of a block: cells that exceed the noise of their band, and by as much what
 * the bands around them have at the same moment, so that gusts, drops and clicks, which are in all
 * of them, don't count. Cells that lie next to each other, or a band apart, are one region. Not
 * thread-safe.
 */
final class RegionFinder {

  /** Bands to either side that a cell is compared with. */
  private static final int NEIGHBOURS = 16;

  private static final int FEWEST_NEIGHBOURS = 2;

  /** How far apart cells of one region are in time: a trill's notes are regions of their own. */
  private static final int STEP_REACH = 1;

  /** How far apart they are in frequency. */
  private static final int BAND_REACH = 2;

  private static final int FEWEST_CELLS = 3;

  /** Of the cell that stands out most. */
  private static final float LEAST_PEAK = NoiseFloor.LEAST_CONTRAST + 3;

  /** What is narrow and goes on for longer is a machine's tone. */
  private static final double LONGEST_TONE_SECONDS = 6;

  private static final int WIDEST_TONE_BANDS = 4;

  private final int firstBand;
  private final double secondsPerStep;
  private final Whine whine;
  private final float[] contrasts;
  private final int[] waiting;
  private final float[] around = new float[2 * NEIGHBOURS + 1];
  private int waitingCells;

  /**
   * @param mostSteps of a block
   * @param firstBand the lowest that counts: below are wind and handling
   */
  RegionFinder(int mostSteps, int bands, int firstBand, double secondsPerStep) {
    this.firstBand = firstBand;
    this.secondsPerStep = secondsPerStep;
    this.whine = new Whine(mostSteps, bands, firstBand, secondsPerStep);
    this.contrasts = new float[mostSteps * bands];
    this.waiting = new int[mostSteps * bands];
  }

  /** In the order of their beginnings. */
  List<Region> find(LevelBlock block, NoiseFloor floor) {
    measure(block, floor);
    List<Region> regions = new ArrayList<>();
    int cells = block.steps() * block.bands();
    for (int cell = 0; cell < cells; cell++) {
      if (contrasts[cell] > 0) {
        Region region = take(cell, block);
        if (counts(region)) {
          regions.add(region);
        }
      }
    }
    if (!regions.isEmpty()) {
      whine.find(block);
      regions.removeIf(whine::has);
    }
    return regions;
  }

  private boolean counts(Region region) {
    boolean tone =
        region.bands() <= WIDEST_TONE_BANDS
            && region.steps() * secondsPerStep > LONGEST_TONE_SECONDS;
    return region.cells() >= FEWEST_CELLS && region.contrast() >= LEAST_PEAK && !tone;
  }

  /** The contrast of each cell that stands out; 0 for all others. */
  private void measure(LevelBlock block, NoiseFloor floor) {
    int bands = block.bands();
    float[] excess = new float[bands];
    for (int step = 0; step < block.steps(); step++) {
      for (int band = 0; band < bands; band++) {
        excess[band] = block.level(step, band) - floor.level(band);
      }
      int at = block.at(step);
      for (int band = 0; band < bands; band++) {
        float least = floor.leastContrast(band);
        // Few cells pass the first comparison, so the costly one is seldom made.
        float contrast =
            band >= firstBand && excess[band] > least ? excess[band] - around(excess, band) : 0;
        contrasts[at + band] = contrast > least ? contrast : 0;
      }
    }
  }

  /**
   * The median of the bands around, or 0 if that is less. At the lower end there are as few above
   * as there are below: wind is there, and would else be compared with what it does not reach.
   */
  private float around(float[] excess, int band) {
    int reach = Math.clamp(band, FEWEST_NEIGHBOURS, NEIGHBOURS);
    int from = Math.max(0, band - reach);
    int to = Math.min(excess.length, band + reach + 1);
    System.arraycopy(excess, from, around, 0, to - from);
    Arrays.sort(around, 0, to - from);
    return Math.max(0, around[(to - from) / 2]);
  }

  /** Collects a region from one of its cells on, and clears its cells. */
  private Region take(int first, LevelBlock block) {
    int bands = block.bands();
    int firstStep = first / bands;
    int lastStep = firstStep;
    int lowest = first % bands;
    int highest = lowest;
    int cells = 0;
    float contrast = 0;
    float decibels = Float.NEGATIVE_INFINITY;
    waitingCells = 0;
    push(first);
    while (waitingCells > 0) {
      int cell = waiting[--waitingCells];
      int step = cell / bands;
      int band = cell % bands;
      contrast = Math.max(contrast, -contrasts[cell]);
      contrasts[cell] = 0;
      decibels = Math.max(decibels, block.levels()[cell]);
      cells++;
      firstStep = Math.min(firstStep, step);
      lastStep = Math.max(lastStep, step);
      lowest = Math.min(lowest, band);
      highest = Math.max(highest, band);
      pushAround(step, band, block);
    }
    return new Region(firstStep, lastStep + 1, lowest, highest + 1, cells, contrast, decibels);
  }

  private void pushAround(int step, int band, LevelBlock block) {
    int lastStep = Math.min(block.steps() - 1, step + STEP_REACH);
    int lastBand = Math.min(block.bands() - 1, band + BAND_REACH);
    for (int s = Math.max(0, step - STEP_REACH); s <= lastStep; s++) {
      for (int b = Math.max(0, band - BAND_REACH); b <= lastBand; b++) {
        int cell = block.at(s) + b;
        if (contrasts[cell] > 0) {
          push(cell);
        }
      }
    }
  }

  /** A cell that waits has its contrast negated, so that it waits only once. */
  private void push(int cell) {
    contrasts[cell] = -contrasts[cell];
    waiting[waitingCells++] = cell;
  }
}
