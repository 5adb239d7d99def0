package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Region;
import java.util.Optional;

/** Finds the most conspicuous blob in a field of differences. Not thread-safe. */
final class BlobSearch {

  /** Less than this, in counts over all its pixels, is noise that happened to touch. */
  private static final int LEAST_CONTRAST = 200;

  private final int width;
  private final int height;
  private final byte[] open;
  private final int[] stack;

  BlobSearch(int width, int height) {
    this.width = width;
    this.height = height;
    this.open = new byte[width * height];
    this.stack = new int[width * height];
  }

  /**
   * Searches one frame.
   *
   * @param differences to the background
   * @param signs 1 where a pixel is warm, -1 where it is cold, else 0
   */
  Optional<Blob> mostConspicuous(int[] differences, byte[] signs) {
    System.arraycopy(signs, 0, open, 0, open.length);
    Optional<Blob> best = Optional.empty();
    for (int i = 0; i < open.length; i++) {
      if (open[i] != 0) {
        Blob blob = fill(i, differences);
        boolean better = best.isEmpty() || blob.score() > best.get().score();
        if (better && blob.contrast() >= LEAST_CONTRAST * Background.SCALE) {
          best = Optional.of(blob);
        }
      }
    }
    return best;
  }

  private Blob fill(int start, int[] differences) {
    byte sign = open[start];
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    int area = 0;
    long contrast = 0;
    int depth = 0;
    stack[depth++] = start;
    open[start] = 0;
    while (depth > 0) {
      int at = stack[--depth];
      int x = at % width;
      int y = at / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      area++;
      contrast += sign * differences[at];
      for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          int next = ny * width + nx;
          if (open[next] == sign) {
            open[next] = 0;
            stack[depth++] = next;
          }
        }
      }
    }
    boolean cut = left == 0 || top == 0 || right == width - 1 || bottom == height - 1;
    var region = new Region(left, top, right - left + 1, bottom - top + 1);
    return new Blob(region, area, contrast, sign > 0, cut);
  }
}
