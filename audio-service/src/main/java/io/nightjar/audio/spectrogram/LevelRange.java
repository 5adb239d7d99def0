package io.nightjar.audio.spectrogram;

/**
 * The levels that the palette's first and last colour stand for, in dB, multiples of 10. Fitted to
 * the recording, as a quiet one would be a black picture otherwise; the colour bar says what was
 * chosen.
 *
 * @param low levels from here down have the first colour
 * @param high levels from here up have the last
 */
record LevelRange(int low, int high) {

  private static final int STEP = 10;
  private static final int LEAST_SPAN = 40;

  /** Twice the dynamic range that a screen and an eye distinguish well. */
  private static final int GREATEST_SPAN = 80;

  /**
   * One cell in this many may be louder than the last colour: a hum or a knock must not darken all
   * the rest.
   */
  private static final int LOUDER_THAN_SCALE = 2000;

  /** A constant fills the bins up to the first zero of the Blackman–Harris window's main lobe. */
  private static final int OFFSET_BINS = 4;

  /** From −150 dB, the lowest that is drawn, to +60 dB, the loudest sample, in tenths. */
  private static final int LEVELS = 2100;

  /**
   * From the level that half of the picture lies below to the one that nearly all does. Left out
   * are the bins that an offset of the microphone's amplifier fills.
   */
  static LevelRange of(Spectrogram spectrogram) {
    int lowest = Math.min(OFFSET_BINS, spectrogram.bins() / 8);
    // Counted as they are kept, and converted once for each code instead of once for each cell.
    int[] counts = new int[Decibels.codes()];
    for (int column = 0; column < spectrogram.columns(); column++) {
      short[] codes = spectrogram.pool().peakCodes(column);
      for (int bin = lowest; bin < codes.length; bin++) {
        counts[codes[bin]]++;
      }
    }
    long[] histogram = new long[LEVELS];
    for (int code = 0; code < counts.length; code++) {
      float level = Decibels.ofCode((short) code);
      int tenths = Math.round((level - Decibels.LOWEST_DRAWN) * 10);
      histogram[Math.clamp(tenths, 0, LEVELS - 1)] += counts[code];
    }
    long cells = (long) spectrogram.columns() * (spectrogram.bins() - lowest);
    double median = levelAbove(histogram, cells / 2);
    double loud = levelAbove(histogram, cells - cells / LOUDER_THAN_SCALE);
    int low = (int) Math.floor(median / STEP) * STEP;
    int high = (int) Math.ceil(loud / STEP) * STEP;
    int top = Math.max(high, low + LEAST_SPAN);
    return new LevelRange(top - Math.clamp(top - low, LEAST_SPAN, GREATEST_SPAN), top);
  }

  /** The lowest level that at least {@code count} cells don't exceed. */
  private static double levelAbove(long[] histogram, long count) {
    int level = 0;
    for (long below = histogram[0]; below < count; below += histogram[level]) {
      level++;
    }
    return level / 10.0 + Decibels.LOWEST_DRAWN;
  }

  /** The palette's colour of a level. */
  int index(float decibels) {
    float share = (decibels - low) / (high - low);
    return Math.clamp((long) (share * 256), 0, 255);
  }
}
