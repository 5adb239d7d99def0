package io.nightjar.imaging;

/** Tells pictures of a thermal scene from noise that a sensor or an encoder made. */
public final class SceneCheck {

  /**
   * Neighbours in a row that typically differ by more than this, in counts, show no scene. Real
   * scenes have 3 to 17, a sensor that lost its synchronisation 1,000, a broken encoder more.
   */
  private static final int ROUGH = 200;

  private SceneCheck() {}

  /**
   * Whether pixels show a scene at all, rather than noise: the steps between neighbours, that
   * before the first pixel taken for 0, have a median of at most {@link #ROUGH}.
   *
   * @param pixels row by row, unsigned
   * @param width columns
   * @param every how many rows to go on by: each n-th is enough of a large frame
   */
  public static boolean showsScene(short[] pixels, int width, int every) {
    int smooth = 1;
    int steps = 1;
    for (long start = 0; start < pixels.length; start += (long) every * width) {
      int first = (int) Math.max(1, start);
      int end = (int) start + width;
      smooth += smoothSteps(pixels, first, end);
      steps += end - first;
    }
    return 2L * smooth >= steps;
  }

  private static int smoothSteps(short[] pixels, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      int step = Math.abs((pixels[i] & 0xffff) - (pixels[i - 1] & 0xffff));
      count += step <= ROUGH ? 1 : 0;
    }
    return count;
  }
}
