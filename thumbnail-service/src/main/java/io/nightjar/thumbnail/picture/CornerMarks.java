package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;

/**
 * Marks a region of a frame in an enlarged picture by the corners of a box around it, which hide
 * nothing inside.
 */
final class CornerMarks {

  private static final int LIGHT = 255;
  private static final int DARK = 0;
  private static final int GAP = 4;
  private static final int LONGEST_ARM = 10;

  private CornerMarks() {}

  static void draw(IndexedPicture picture, Region region, Size frame) {
    Size size = picture.size();
    double across = (double) size.width() / frame.width();
    double down = (double) size.height() / frame.height();
    int left = Math.max(1, (int) (region.x() * across) - GAP);
    int top = Math.max(1, (int) (region.y() * down) - GAP);
    int right = Math.min(size.width() - 2, (int) (region.right() * across) + GAP);
    int bottom = Math.min(size.height() - 2, (int) (region.bottom() * down) + GAP);
    int arm = Math.clamp(Math.min(right - left, bottom - top) / 3, 1, LONGEST_ARM);
    corners(picture, left, top, right, bottom, arm, 1, DARK);
    corners(picture, left, top, right, bottom, arm, 0, LIGHT);
  }

  private static void corners(
      IndexedPicture picture,
      int left,
      int top,
      int right,
      int bottom,
      int arm,
      int halo,
      int index) {
    int length = arm + 2 * halo;
    int thickness = 1 + 2 * halo;
    for (int y : new int[] {top, bottom}) {
      picture.fill(new Region(left - halo, y - halo, length, thickness), index);
      picture.fill(new Region(right + 1 + halo - length, y - halo, length, thickness), index);
    }
    for (int x : new int[] {left, right}) {
      picture.fill(new Region(x - halo, top - halo, thickness, length), index);
      picture.fill(new Region(x - halo, bottom + 1 + halo - length, thickness, length), index);
    }
  }
}
