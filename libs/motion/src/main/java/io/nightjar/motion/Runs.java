package io.nightjar.motion;

import java.util.Arrays;

/**
 * Rows' stretches of pixels that stand out, and which of them belong together: those of one
 * direction with gaps of at most {@value #REACH} pixels between them, along the row or across rows.
 * Not thread-safe.
 */
final class Runs {

  /** Legs, tails and noise part one animal into pieces that lie as close as this. */
  static final int REACH = 2;

  private final int width;
  private final int height;
  private final int[] starts;
  private final int[] ends;
  private final int[] parents;
  private final boolean[] warm;

  /** For each row the first of its runs; one more for the end. */
  private final int[] rows;

  private int count;

  /** Room for at most so many runs. */
  Runs(int width, int height, int most) {
    this.width = width;
    this.height = height;
    this.starts = new int[most];
    this.ends = new int[most];
    this.parents = new int[most];
    this.warm = new boolean[most];
    this.rows = new int[height + 1];
  }

  /**
   * Looks for the pixels that stand out in what a background was compared with.
   *
   * @param threshold the least of any pixel
   * @return whether there was room for all of them; else it is chaos, and there are none
   */
  boolean find(Background background, int threshold) {
    int[] values = background.smooth();
    count = 0;
    for (int y = 0; y < height; y++) {
      rows[y] = count;
      if (largest(values, y * width) > threshold && !findInRow(background, y * width, threshold)) {
        return chaos();
      }
    }
    rows[height] = count;
    return true;
  }

  /** A loop of vector instructions: most rows need not be looked at pixel by pixel. */
  private int largest(int[] values, int row) {
    int largest = 0;
    for (int i = row; i < row + width; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private boolean findInRow(Background background, int row, int threshold) {
    int[] values = background.smooth();
    int first = count;
    for (int x = 0; x < width; x++) {
      int value = values[row + x];
      if (Math.abs(value) > threshold
          && background.isUnusual(row + x)
          && !add(first, x, value > 0)) {
        return false;
      }
    }
    return true;
  }

  private boolean chaos() {
    count = 0;
    Arrays.fill(rows, 0);
    return false;
  }

  private boolean add(int firstOfRow, int x, boolean isWarm) {
    if (count > firstOfRow && warm[count - 1] == isWarm && x - ends[count - 1] <= REACH) {
      ends[count - 1] = x + 1;
      return true;
    }
    if (count == starts.length) {
      return false;
    }
    starts[count] = x;
    ends[count] = x + 1;
    warm[count] = isWarm;
    parents[count] = count;
    count++;
    return true;
  }

  /** Joins what belongs together across rows; call once after {@link #find}. */
  void join() {
    for (int y = 1; y < height; y++) {
      for (int above = Math.max(0, y - 1 - REACH); above < y; above++) {
        joinRows(above, y);
      }
    }
  }

  private void joinRows(int above, int below) {
    int first = rows[above];
    for (int run = rows[below]; run < rows[below + 1]; run++) {
      while (first < rows[above + 1] && ends[first] + REACH < starts[run]) {
        first++;
      }
      for (int other = first;
          other < rows[above + 1] && starts[other] <= ends[run] + REACH;
          other++) {
        if (warm[other] == warm[run]) {
          unite(other, run);
        }
      }
    }
  }

  private void unite(int one, int other) {
    int a = root(one);
    int b = root(other);
    // The first of a group is its root, so groups come in the order of the scan.
    parents[Math.max(a, b)] = Math.min(a, b);
  }

  /** The first run of the group that one belongs to. */
  int root(int run) {
    int at = run;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  int count() {
    return count;
  }

  int start(int run) {
    return starts[run];
  }

  int end(int run) {
    return ends[run];
  }

  boolean warm(int run) {
    return warm[run];
  }

  /** The first run of a row; that of {@code height} is the number of runs. */
  int firstOf(int row) {
    return rows[row];
  }
}
