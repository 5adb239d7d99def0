package io.nightjar.imaging.render;

import io.nightjar.imaging.Region;
import java.util.List;

/** What is drawn over a frame, in the palette's last colour with an edge of its first. */
public sealed interface Overlay {

  /** Boxes around what is to be seen. */
  record Boxes(Source source, Style style) implements Overlay {

    /** The same boxes in every frame. */
    public static Boxes always(List<Region> boxes, Style style) {
      return new Boxes(_ -> boxes, style);
    }
  }

  /** The number of the frame, at the lower left. */
  record Counter() implements Overlay {}

  /** Tells the boxes of a frame. */
  @FunctionalInterface
  interface Source {
    /**
     * The boxes of a frame, in its pixels. To draw without allocating anything, this must not
     * either.
     *
     * @param frame the number that was given with the frame
     * @return is read by index until the frame is drawn
     */
    List<Region> of(int frame);
  }

  /** How a box is marked. */
  enum Style {
    /** By its corners, which hide nothing between them. */
    CORNERS,
    /** By its whole outline. */
    OUTLINE
  }
}
