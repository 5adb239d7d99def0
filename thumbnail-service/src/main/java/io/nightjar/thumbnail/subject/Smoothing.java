package io.nightjar.thumbnail.subject;

/** Takes single odd pixels and noise out of a field of values. Not thread-safe. */
final class Smoothing {

  private final int width;
  private final int height;
  private final int[] despiked;

  Smoothing(int width, int height) {
    this.width = width;
    this.height = height;
    this.despiked = new int[width * height];
  }

  /**
   * Smooths {@code values} in place: first no pixel stays beyond all its neighbours, then 3 × 3 are
   * averaged.
   */
  void apply(int[] values) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        despiked[y * width + x] = withinNeighbours(values, x, y);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = average(x, y);
      }
    }
  }

  private int withinNeighbours(int[] values, int x, int y) {
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    int bottom = Math.min(height - 1, y + 1);
    for (int ny = Math.max(0, y - 1); ny <= bottom; ny++) {
      int row = ny * width + x;
      if (x > 0) {
        least = Math.min(least, values[row - 1]);
        most = Math.max(most, values[row - 1]);
      }
      if (x < width - 1) {
        least = Math.min(least, values[row + 1]);
        most = Math.max(most, values[row + 1]);
      }
    }
    int self = values[y * width + x];
    return least > most ? self : Math.clamp(self, least, most);
  }

  private int average(int x, int y) {
    int left = Math.max(0, x - 1);
    int right = Math.min(width - 1, x + 1);
    int top = Math.max(0, y - 1);
    int bottom = Math.min(height - 1, y + 1);
    int sum = 0;
    for (int ny = top; ny <= bottom; ny++) {
      for (int i = ny * width + left; i <= ny * width + right; i++) {
        sum += despiked[i];
      }
    }
    return sum / ((right - left + 1) * (bottom - top + 1));
  }
}
