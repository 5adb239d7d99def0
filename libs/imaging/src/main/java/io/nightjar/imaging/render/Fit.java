package io.nightjar.imaging.render;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;

/** How a part of a frame is brought into a picture of another aspect. */
public enum Fit {
  /** All of it is shown, as large as it fits; bars beside it have the palette's first colour. */
  CONTAIN,
  /** It covers the whole picture; what juts out at two sides is left out. */
  COVER,
  /** All of it covers the whole picture, stretched. */
  FILL;

  /** Where a part of a frame goes in a picture of a size. */
  Placement place(Region view, Size picture) {
    Size viewed = new Size(view.width(), view.height());
    return switch (this) {
      case CONTAIN -> new Placement(view, centred(viewed.fitInside(picture), picture.region()));
      case COVER -> new Placement(centred(picture.fitInside(viewed), view), picture.region());
      case FILL -> new Placement(view, picture.region());
    };
  }

  private static Region centred(Size inner, Region outer) {
    return new Region(
        outer.x() + (outer.width() - inner.width()) / 2,
        outer.y() + (outer.height() - inner.height()) / 2,
        inner.width(),
        inner.height());
  }
}
