package io.nightjar.motion;

import java.util.Arrays;

/**
 * What the scene shows without animals, pixel by pixel, and how restless each pixel is. Works in
 * sixteenths of a sensor count. Its loops run over whole arrays: plain ones, that the compiler
 * unrolls or turns into vector instructions. Not thread-safe.
 */
final class Background {

  /** Parts of a sensor count in which levels and differences are given. */
  static final int SCALE = NoiseGauge.SCALE;

  /** How many frames the mean of a new scene is taken of. */
  static final int SETTLING_FRAMES = 12;

  /**
   * A level moves by a sixteenth of the difference, and by at most half a count a frame: enough for
   * a bonnet that cools by 15 K in ten minutes, so little that an animal leaves no trace.
   */
  private static final int FOLLOW_SHIFT = 4;

  private static final int FASTEST = SCALE / 2;

  /** Restlessness rises by up to three quarters of a count a frame, and sinks by a sixteenth. */
  private static final int RESTLESS_RISE = 12;

  private static final int RESTLESS_FALL = 1;

  /** Edges tremble by a sixth of a pixel; half of it, as steps over two pixels are looked at. */
  private static final int TREMBLING = 12;

  /** So far aside, in pixels, is what air that wavers shows. */
  private static final int NEARBY = 2;

  private final int width;
  private final int height;
  private final int[] levels;
  private final int[] restless;
  private final int[] differences;
  private final int[] columns;
  private final int[] smooth;

  Background(int width, int height) {
    this.width = width;
    this.height = height;
    int pixels = width * height;
    this.levels = new int[pixels];
    this.restless = new int[pixels];
    this.differences = new int[pixels];
    this.columns = new int[pixels];
    this.smooth = new int[pixels];
  }

  /** The scene without animals; may be corrected. */
  int[] levels() {
    return levels;
  }

  /**
   * Whether a pixel differs by more than is usual just there: by two and a half times its
   * restlessness, and by more than a trembling camera or air makes of an edge.
   */
  boolean isUnusual(int at) {
    long difference = Math.abs(smooth[at]);
    return 2 * difference > 5L * restless[at] && TREMBLING * difference > edge(at);
  }

  private long edge(int at) {
    int before = Math.max(0, at - 1);
    int after = Math.min(levels.length - 1, at + 1);
    int above = at >= width ? at - width : at;
    int below = at + width < levels.length ? at + width : at;
    long across = Math.abs(levels[after] - levels[before]);
    return across + Math.abs(levels[below] - levels[above]);
  }

  /**
   * Whether a pixel shows what the scene does not show within two pixels of it. Air that wavers
   * shows the scene a pixel or two aside: something else, but nothing that is much warmer or colder
   * than all that is there. Half as much again is allowed, as levels are means in which small warm
   * things are blurred.
   */
  boolean isForeign(int at) {
    int x = at % width;
    int y = at / width;
    int low = levels[at];
    int high = low;
    for (int row = Math.max(0, y - NEARBY); row <= Math.min(height - 1, y + NEARBY); row++) {
      int end = row * width + Math.min(width - 1, x + NEARBY);
      for (int i = row * width + Math.max(0, x - NEARBY); i <= end; i++) {
        low = Math.min(low, levels[i]);
        high = Math.max(high, levels[i]);
      }
    }
    int shown = levels[at] + smooth[at];
    int more = (high - low) / 2;
    return shown > high + more || shown < low - more;
  }

  /** What the last frame differs by, smoothed over 3 × 3 pixels. */
  int[] smooth() {
    return smooth;
  }

  /** Takes a frame for the scene. */
  void learn(short[] pixels) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (pixels[i] & 0xffff) * SCALE;
    }
  }

  /**
   * Compares a frame with the scene.
   *
   * @param offset what all pixels have shifted by since the scene was learned
   */
  void compare(short[] pixels, int offset) {
    for (int i = 0; i < levels.length; i++) {
      differences[i] = (pixels[i] & 0xffff) * SCALE - levels[i] - offset;
    }
    sumColumns();
    sumRows();
  }

  /** Weights 1, 2, 1 downwards; the rows at the edges stand for those beyond. */
  private void sumColumns() {
    int last = (height - 1) * width;
    for (int i = 0; i < width; i++) {
      int below = height > 1 ? differences[i + width] : differences[i];
      columns[i] = 3 * differences[i] + below;
    }
    for (int i = width; i < last; i++) {
      columns[i] = differences[i - width] + 2 * differences[i] + differences[i + width];
    }
    for (int i = Math.max(last, width); i < last + width; i++) {
      columns[i] = differences[i - width] + 3 * differences[i];
    }
  }

  /** Weights 1, 2, 1 along rows, over all rows in one go; what the edges got wrong is put right. */
  private void sumRows() {
    for (int i = 1; i < smooth.length - 1; i++) {
      smooth[i] = (columns[i - 1] + 2 * columns[i] + columns[i + 1]) >> 4;
    }
    for (int row = 0; row < smooth.length; row += width) {
      int end = row + width - 1;
      smooth[row] = (3 * columns[row] + columns[Math.min(row + 1, end)]) >> 4;
      smooth[end] = (columns[Math.max(row, end - 1)] + 3 * columns[end]) >> 4;
    }
  }

  /** Keeps the levels under a box as they are in this frame. */
  void holdLevels(Box box) {
    for (int y = box.top(); y < box.bottom(); y++) {
      Arrays.fill(differences, y * width + box.left(), y * width + box.right(), 0);
    }
  }

  /** Keeps all that is known of what is under a box as it is in this frame. */
  void hold(Box box) {
    holdLevels(box);
    for (int y = box.top(); y < box.bottom(); y++) {
      Arrays.fill(smooth, y * width + box.left(), y * width + box.right(), 0);
    }
  }

  /** Follows the frame that was compared last. */
  void follow() {
    for (int i = 0; i < levels.length; i++) {
      int step = (differences[i] + (1 << (FOLLOW_SHIFT - 1))) >> FOLLOW_SHIFT;
      levels[i] += Math.max(-FASTEST, Math.min(FASTEST, step));
    }
    for (int i = 0; i < restless.length; i++) {
      int step = Math.abs(smooth[i]) - restless[i];
      restless[i] += Math.max(-RESTLESS_FALL, Math.min(RESTLESS_RISE, step));
    }
  }

  /**
   * Follows the frame that was compared last as one of the first of a new scene.
   *
   * @param frames how many frames the levels are the mean of so far
   */
  void settle(int frames) {
    int weight = 65_536 / (frames + 1);
    for (int i = 0; i < levels.length; i++) {
      levels[i] += (int) (((long) differences[i] * weight) >> 16);
    }
  }

  /** Takes what the last frame compared shows in a box for the scene from now on. */
  void absorb(Box box) {
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int i = y * width + box.left(); i < y * width + box.right(); i++) {
        levels[i] += differences[i];
        differences[i] = 0;
        smooth[i] = 0;
      }
    }
  }
}
