package io.nightjar.imaging;

/**
 * The contrast of a picture: which 16-bit value becomes the first colour of a palette and which the
 * last. Between them the index rises linearly, rounded half up; values beyond them are clipped.
 *
 * @param low the value of index 0
 * @param high the value of index 255, above {@code low}
 */
public record Levels(int low, int high) {

  /**
   * For {@link #atLeast}: less contrast than this, in counts of a thermal sensor, is mostly noise
   * and is not stretched over the whole palette.
   */
  public static final int LEAST_SPAN = 60;

  private static final double SCENE_LOW_PERCENT = 1;
  private static final double SCENE_HIGH_PERCENT = 99.5;

  /**
   * @throws IllegalArgumentException if {@code high} is not above {@code low}
   */
  public Levels {
    if (high <= low) {
      throw new IllegalArgumentException("no span from " + low + " to " + high);
    }
  }

  /** From the smallest to the largest value. One dead pixel is enough to spoil them. */
  public static Levels minMax(Histogram values) {
    return percentiles(values, 0, 100);
  }

  /**
   * From one percentile to another, so that dead and hot pixels, which are few, do not take the
   * contrast from the rest.
   *
   * @param from percentile of the low end, 0 … 100
   * @param to percentile of the high end, {@code from} … 100
   * @throws IllegalArgumentException if a percentage is out of range or {@code to} is below {@code
   *     from}
   * @throws IllegalStateException if there are no values
   */
  public static Levels percentiles(Histogram values, double from, double to) {
    int low = values.percentile(from);
    int high = values.percentile(to);
    return new Levels(low, from <= to ? Math.max(high, low + 1) : high);
  }

  /**
   * These levels, widened evenly to both sides if they span less than {@code span}: noise alone
   * gets no full contrast.
   */
  public Levels atLeast(int span) {
    int missing = span - (high - low);
    return missing <= 0 ? this : new Levels(low - missing / 2, high + missing - missing / 2);
  }

  /**
   * The levels of a thermal scene: from the 1st percentile to the 99.5th. To be widened to {@link
   * #LEAST_SPAN} before something is drawn with them.
   *
   * @throws IllegalStateException if there are no values
   */
  public static Levels ofScene(Histogram values) {
    return percentiles(values, SCENE_LOW_PERCENT, SCENE_HIGH_PERCENT);
  }

  /** The index, 0 … 255, of a value. */
  public int index(int value) {
    int span = high - low;
    return value <= low
        ? 0
        : value >= high ? 255 : (int) ((510L * (value - low) + span) / (2L * span));
  }

  /**
   * Writes the index of every 16-bit value into a table, for callers that look up many pictures.
   *
   * @param indices 65,536 bytes, by the value
   */
  public void fill(byte[] indices) {
    for (int value = 0; value < indices.length; value++) {
      indices[value] = (byte) index(value);
    }
  }
}
