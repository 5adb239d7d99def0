package io.nightjar.imaging.webp;

/** What is written of 16 × 16 pixels: how they are guessed, and what they differ by. */
final class Macroblock {
  static final int SIDE = 16;
  static final int BLOCK_SIDE = 4;
  static final int COEFFICIENTS = BLOCK_SIDE * BLOCK_SIDE;

  /** The block of first coefficients, 16 of brightness, 4 each of two colours. */
  static final int MEANS = 0;

  static final int LUMA = 1;
  static final int BLUE = 17;
  static final int RED = 21;
  static final int BLOCKS = 25;

  /** Levels of the blocks, one after the other, each in the order in which they are written. */
  final short[] levels = new short[BLOCKS * COEFFICIENTS];

  final Prediction luma;
  final Prediction chroma;

  Macroblock(Prediction luma, Prediction chroma) {
    this.luma = luma;
    this.chroma = chroma;
  }

  /** Whether the guess is as good as it gets. */
  boolean empty() {
    for (short level : levels) {
      if (level != 0) {
        return false;
      }
    }
    return true;
  }
}
