package io.nightjar.audio.activity;

/**
 * The seconds of a sound in which most stands out, and how far each of their cells does. Times and
 * frequencies are those of life. Immutable.
 */
public final class LivelyPart {

  /** Cells are kept in quarters of a decibel. */
  static final int CELLS_PER_DECIBEL = 4;

  private final double beginSeconds;
  private final double endSeconds;
  private final double highestHertz;
  private final boolean lively;
  private final int bands;
  private final byte[] cells;

  /**
   * @param cells step by step, in each the bands from the lowest on; stays the part's
   */
  LivelyPart(
      double beginSeconds,
      double endSeconds,
      double highestHertz,
      boolean lively,
      int bands,
      byte[] cells) {
    this.beginSeconds = beginSeconds;
    this.endSeconds = endSeconds;
    this.highestHertz = highestHertz;
    this.lively = lively;
    this.bands = bands;
    this.cells = cells;
  }

  /** Where it begins. */
  public double beginSeconds() {
    return beginSeconds;
  }

  /** Where it ends: ten seconds later as the sound plays, or sooner in a shorter sound. */
  public double endSeconds() {
    return endSeconds;
  }

  /** The upper end of the highest band; the lowest band begins at 0. */
  public double highestHertz() {
    return highestHertz;
  }

  /** Whether anything stands out; if not, it is the beginning of the sound. */
  public boolean lively() {
    return lively;
  }

  /** How many there are in time, at least 1. */
  public int steps() {
    return cells.length / bands;
  }

  /** How many there are in frequency, at least 1. */
  public int bands() {
    return bands;
  }

  /** How far a cell stands out of the noise of its band: 0 … 63.75 dB. */
  public float contrast(int step, int band) {
    return Byte.toUnsignedInt(cells[step * bands + band]) / (float) CELLS_PER_DECIBEL;
  }
}
