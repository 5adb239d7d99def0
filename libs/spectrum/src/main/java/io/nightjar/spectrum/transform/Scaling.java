package io.nightjar.spectrum.transform;

/** What a power of 1 means. X is the transform of a windowed piece, Σw the sum of its window. */
public enum Scaling {

  /**
   * |X|² / (Σw)² for every bin: 1 is a full-scale constant, and a full-scale sine has a quarter, as
   * its other half lies at the negative frequency. Librosa's and OpenSoundscape's definition.
   */
  TWO_SIDED(1),

  /**
   * 4·|X|² / (Σw)², so that 1 is a full-scale sine; bins 0 and N/2 have no mirror and stay at |X|²
   * / (Σw)².
   */
  FULL_SCALE_SINE(4);

  private final int sides;

  Scaling(int sides) {
    this.sides = sides;
  }

  /** By what |X|² is multiplied in bins 1…N/2−1. */
  double interior(Window window) {
    return sides / (window.sum() * window.sum());
  }

  /** By what |X|² is multiplied in bins 0 and N/2. */
  double edge(Window window) {
    return 1 / (window.sum() * window.sum());
  }
}
