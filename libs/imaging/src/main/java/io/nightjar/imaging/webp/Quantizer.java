package io.nightjar.imaging.webp;

/**
 * Rounds the coefficients of a block to multiples of a step. Small ones rather become 0.
 *
 * @param first the step of the first coefficient
 * @param others that of the others
 */
record Quantizer(int first, int others) {
  private static final int LARGEST_LEVEL = 2047;

  /** What is added before the division: half a step would be 64 of these. */
  private static final int ROUNDING = 54;

  private static final int STEP_PARTS = 128;

  /** The order in which the coefficients of a block are written (RFC 6386, 13). */
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

  /** That of brightness (RFC 6386, 9.6). */
  static Quantizer luma(int index) {
    return new Quantizer(Tables.DC_STEPS[index], Tables.AC_STEPS[index]);
  }

  /** That of the first coefficients of brightness. */
  static Quantizer means(int index) {
    return new Quantizer(
        2 * Tables.DC_STEPS[index], Math.max(8, Tables.AC_STEPS[index] * 155 / 100));
  }

  /** That of colour. */
  static Quantizer chroma(int index) {
    return new Quantizer(Math.min(132, Tables.DC_STEPS[index]), Tables.AC_STEPS[index]);
  }

  /**
   * Rounds a block in its place to what a decoder will see.
   *
   * @param from the first coefficient to be rounded, 0 or 1
   * @param levels takes the multiples, in the order in which they are written
   * @param at where those of the block begin in it
   */
  void round(int[] block, int from, short[] levels, int at) {
    for (int i = from; i < ZIGZAG.length; i++) {
      int step = i == 0 ? first : others;
      int value = block[ZIGZAG[i]];
      int level =
          Math.min(LARGEST_LEVEL, (Math.abs(value) + (step * ROUNDING / STEP_PARTS)) / step);
      int signed = value < 0 ? -level : level;
      levels[at + i] = (short) signed;
      block[ZIGZAG[i]] = signed * step;
    }
  }
}
