package io.nightjar.imaging.thumbnail;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.TargetSettings;

/**
 * How a frame is cut down to its subject, and in which contrast it is drawn, so that whoever draws
 * one draws the same. The reasons stand in docs/decisions/0030-thumbnail-subject.md.
 */
public final class CloseUp {

  /** The subject takes at most this part of the picture's width and height. */
  private static final double SUBJECT_SHARE = 0.6;

  /**
   * No less than this part of the frame is shown, so that a distant animal keeps its surroundings.
   */
  private static final double LEAST_SHARE = 0.25;

  private static final double SUBJECT_HIGH_PERCENT = 95;

  private CloseUp() {}

  /**
   * A part of the frame, of the frame's aspect and within it, with the subject as near its middle
   * as possible.
   */
  public static Region around(Region subject, Size frame) {
    double across = (double) subject.width() / frame.width();
    double down = (double) subject.height() / frame.height();
    double share = Math.clamp(Math.max(across, down) / SUBJECT_SHARE, LEAST_SHARE, 1);
    int width = Math.clamp(Math.round(share * frame.width()), 1, frame.width());
    int height = Math.clamp(Math.round(share * frame.height()), 1, frame.height());
    int x = subject.x() + (subject.width() - width) / 2;
    int y = subject.y() + (subject.height() - height) / 2;
    return new Region(
        Math.clamp(x, 0, frame.width() - width),
        Math.clamp(y, 0, frame.height() - height),
        width,
        height);
  }

  /**
   * Wide enough for the scene without its outliers, and for the subject, which may be smaller than
   * those.
   *
   * @param shown the part of the frame that is drawn
   */
  public static Levels levels(GreyPicture frame, Region subject, Region shown) {
    var values = new Histogram();
    values.add(frame, shown);
    Levels scene = Levels.ofScene(values);
    values.clear();
    values.add(frame, subject);
    int high = Math.max(scene.high(), values.percentile(SUBJECT_HIGH_PERCENT));
    return new Levels(scene.low(), high).atLeast(Levels.LEAST_SPAN);
  }

  /**
   * How a part of a frame is drawn.
   *
   * @param longestSide of the picture, in pixels
   */
  public static TargetSettings settings(
      Region shown, int longestSide, Palette palette, Levels levels) {
    Size drawn =
        new Size(shown.width(), shown.height()).fitInside(new Size(longestSide, longestSide));
    return TargetSettings.plain(drawn, Fit.FILL, palette, levels).of(shown);
  }
}
