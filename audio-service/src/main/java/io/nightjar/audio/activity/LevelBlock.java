package io.nightjar.audio.activity;

/**
 * Levels of some seconds of sound: a row for each step in time, in it a level for each band, in dB.
 * Filled step by step and used again. Not thread-safe.
 */
final class LevelBlock {

  private final int bands;
  private final float[] levels;
  private int steps;

  LevelBlock(int mostSteps, int bands) {
    this.bands = bands;
    this.levels = new float[mostSteps * bands];
  }

  int bands() {
    return bands;
  }

  int steps() {
    return steps;
  }

  boolean isFull() {
    return (steps + 1) * bands > levels.length;
  }

  float level(int step, int band) {
    return levels[step * bands + band];
  }

  /** Where a step's first level stands among {@link #levels}. */
  int at(int step) {
    return step * bands;
  }

  /** All levels, not a copy. */
  float[] levels() {
    return levels;
  }

  /** Takes the next step's levels. */
  void add(float[] decibels) {
    System.arraycopy(decibels, 0, levels, steps * bands, bands);
    steps++;
  }

  void clear() {
    steps = 0;
  }
}
