package io.nightjar.thumbnail.subject;

/**
 * What the scene looks like without animals, as far as it is known: for each pixel a level that
 * follows the frames by at most a quarter of a count a frame, and so stays near the median of what
 * the pixel showed. What passes leaves it nearly alone; the sun may warm the ground by 2 counts a
 * second. Not thread-safe.
 */
final class Background {

  /** Levels and differences are in quarters of a sensor count. */
  static final int SCALE = 4;

  private static final int RATE = 1;

  private final int[] levels;
  private final Spread spread;
  private final ColumnNoise stripes;
  private boolean known;

  Background(int width, int height) {
    levels = new int[width * height];
    spread = new Spread(width, height);
    stripes = new ColumnNoise(width, height);
  }

  /**
   * Gives how much warmer than the background each pixel is, and then follows the frame. The
   * sensor's drift and the jump at a flat-field correction shift all pixels alike, so the median of
   * the differences is taken off them.
   *
   * @param differences receives quarters of a count
   */
  void subtractFrom(short[] pixels, int[] differences) {
    if (!known) {
      learn(pixels);
    }
    for (int i = 0; i < levels.length; i++) {
      differences[i] = SCALE * (pixels[i] & 0xffff) - levels[i];
    }
    spread.measure(differences);
    int offset = spread.median();
    for (int i = 0; i < levels.length; i++) {
      differences[i] -= offset;
    }
    stripes.remove(differences);
    for (int i = 0; i < levels.length; i++) {
      levels[i] += Math.clamp(differences[i], -RATE, RATE);
    }
  }

  /** The first frame has to do until more is known. */
  private void learn(short[] pixels) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] = SCALE * (pixels[i] & 0xffff);
    }
    known = true;
  }
}
