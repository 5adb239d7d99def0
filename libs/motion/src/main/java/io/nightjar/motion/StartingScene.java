package io.nightjar.motion;

import java.util.Arrays;
import java.util.List;

/**
 * Takes small warm spots out of the first frame, before it is taken for the background: cameras are
 * triggered by animals, so many recordings begin with one in the picture. A stone that is taken out
 * is found in every frame, but gets nowhere, and soon is part of the scene again. Not thread-safe.
 */
final class StartingScene {

  private static final int CELL = 16;

  /** So many spots are lamps and stones; a scene that is full of them stays as it is. */
  private static final int MOST_SPOTS = 6;

  /** A spot's box is at most this part of the picture, as is its side. */
  private static final int SMALL_AREA = 24;

  private static final int SMALL_SIDE = 3;

  /** A spot stands out by so many deviations of the scene's own unevenness, and so many counts. */
  private static final int DEVIATIONS = 7;

  private static final int COUNTS = 40;
  private static final int MARGIN = 3;

  private final int width;
  private final int height;

  StartingScene(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Learns the background from the first frame. */
  void learn(short[] pixels, Background background, RegionFinder finder, NoiseGauge gauge) {
    List<Region> spots = spots(pixels, background, finder, gauge);
    background.learn(pixels);
    if (spots.size() <= MOST_SPOTS) {
      for (Region spot : spots) {
        fill(spot.box().widened(MARGIN, width, height), background.levels());
      }
    }
  }

  private List<Region> spots(
      short[] pixels, Background background, RegionFinder finder, NoiseGauge gauge) {
    if (width < 2 * CELL || height < 2 * CELL) {
      return List.of();
    }
    paintCells(pixels, background.levels());
    background.compare(pixels, 0);
    int uneven = gauge.deviation(background.smooth());
    int high = Math.max(DEVIATIONS * uneven, COUNTS * Background.SCALE);
    return finder.find(background, high / 2, high).stream().filter(this::isSpot).toList();
  }

  private boolean isSpot(Region region) {
    Box box = region.box();
    return region.warm()
        && box.area() * SMALL_AREA <= (long) width * height
        && box.width() * SMALL_SIDE <= width
        && box.height() * SMALL_SIDE <= height;
  }

  /** Gives each pixel the median of those around its cell. */
  private void paintCells(short[] pixels, int[] levels) {
    int[] around = new int[9 * CELL * CELL];
    for (int top = 0; top < height; top += CELL) {
      for (int left = 0; left < width; left += CELL) {
        Box cell = new Box(left, top, left + CELL, top + CELL).widened(0, width, height);
        int count = collect(pixels, cell.widened(CELL / 2, width, height), around);
        Arrays.sort(around, 0, count);
        paint(cell, levels, around[count / 2] * Background.SCALE);
      }
    }
  }

  private int collect(short[] pixels, Box box, int[] into) {
    int count = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        into[count++] = pixels[y * width + x] & 0xffff;
      }
    }
    return count;
  }

  private void paint(Box box, int[] levels, int level) {
    for (int y = box.top(); y < box.bottom(); y++) {
      Arrays.fill(levels, y * width + box.left(), y * width + box.right(), level);
    }
  }

  /** Draws each row of a box from what is left of it to what is right of it. */
  private void fill(Box box, int[] levels) {
    for (int y = box.top(); y < box.bottom(); y++) {
      int row = y * width;
      int right = levels[row + Math.min(width - 1, box.right())];
      int left = box.left() > 0 ? levels[row + box.left() - 1] : right;
      right = box.right() < width ? right : left;
      for (int x = 0; x < box.width(); x++) {
        levels[row + box.left() + x] =
            left + (int) ((long) (right - left) * (x + 1) / (box.width() + 1));
      }
    }
  }
}
