package io.nightjar.imaging.render;

import io.nightjar.imaging.Region;

/**
 * Which part of a frame is shown, and where in the picture.
 *
 * @param crop in pixels of the frame
 * @param shown in pixels of the picture
 */
record Placement(Region crop, Region shown) {

  /** Whether any of a region of the frame is shown. */
  boolean shows(Region box) {
    return box.x() < crop.right()
        && box.right() > crop.x()
        && box.y() < crop.bottom()
        && box.bottom() > crop.y();
  }

  /** The picture's column where a column of the frame begins, rounded towards the left edge. */
  int column(int x) {
    return shown.x() + (int) ((x - crop.x()) * ((double) shown.width() / crop.width()));
  }

  /** The picture's row where a row of the frame begins, rounded towards the upper edge. */
  int row(int y) {
    return shown.y() + (int) ((y - crop.y()) * ((double) shown.height() / crop.height()));
  }
}
