package io.nightjar.imaging.render;

import io.nightjar.imaging.Canvas;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;

/**
 * Marks a region of a frame in an enlarged picture by a box around it, at a distance, so that
 * nothing inside is hidden.
 */
final class BoxMarks {

  private static final int LIGHT = Palette.COLOURS - 1;
  private static final int DARK = 0;
  private static final int GAP = 4;
  private static final int LONGEST_ARM = 10;

  private BoxMarks() {}

  static void draw(Canvas picture, Region box, Overlay.Style style, Placement placement) {
    if (!placement.shows(box)) {
      return;
    }
    Region shown = placement.shown();
    int left = Math.max(shown.x() + 1, placement.column(box.x()) - GAP);
    int top = Math.max(shown.y() + 1, placement.row(box.y()) - GAP);
    int right = Math.min(shown.right() - 2, placement.column(box.right()) + GAP);
    int bottom = Math.min(shown.bottom() - 2, placement.row(box.bottom()) + GAP);
    switch (style) {
      case CORNERS -> {
        int arm = Math.clamp(Math.min(right - left, bottom - top) / 3, 1, LONGEST_ARM);
        bars(picture, left, top, right, bottom, arm, arm, 1, DARK);
        bars(picture, left, top, right, bottom, arm, arm, 0, LIGHT);
      }
      case OUTLINE -> {
        int across = right + 1 - left;
        int down = bottom + 1 - top;
        bars(picture, left, top, right, bottom, across, down, 1, DARK);
        bars(picture, left, top, right, bottom, across, down, 0, LIGHT);
      }
    }
  }

  /** From each corner a bar along either side, of so many pixels. */
  private static void bars(
      Canvas picture,
      int left,
      int top,
      int right,
      int bottom,
      int across,
      int down,
      int halo,
      int colour) {
    int wide = across + 2 * halo;
    int high = down + 2 * halo;
    int thick = 1 + 2 * halo;
    int farX = right + 1 + halo - wide;
    int farY = bottom + 1 + halo - high;
    picture.fill(left - halo, top - halo, wide, thick, colour);
    picture.fill(farX, top - halo, wide, thick, colour);
    picture.fill(left - halo, bottom - halo, wide, thick, colour);
    picture.fill(farX, bottom - halo, wide, thick, colour);
    picture.fill(left - halo, top - halo, thick, high, colour);
    picture.fill(left - halo, farY, thick, high, colour);
    picture.fill(right - halo, top - halo, thick, high, colour);
    picture.fill(right - halo, farY, thick, high, colour);
  }
}
