package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.Overlay;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.thumbnail.subject.Subject;
import io.nightjar.thumbnail.subject.SubjectFinder;
import java.util.List;

/**
 * Draws a subject twice: close up at 64 pixels, to recognise the animal in a list, and at 320
 * pixels in the whole frame, where its corners are marked. The reasons stand in
 * docs/decisions/0030-thumbnail-subject.md.
 */
final class SubjectPictures {

  private static final int SMALL = 64;
  private static final int LARGE = 320;

  private static final Palette PALETTE = Palette.INFERNO;

  private static final double SUBJECT_HIGH_PERCENT = 95;

  private SubjectPictures() {}

  /** The thumbnails in increasing size. */
  static List<Thumbnail> of(SubjectFinder.Choice choice) {
    return List.of(closeUp(choice), wholeFrame(choice));
  }

  private static Thumbnail closeUp(SubjectFinder.Choice choice) {
    Region shown = Framing.around(choice.subject().region(), choice.picture().size());
    return draw("thumbnail-64.png", choice, shown, SMALL, List.of());
  }

  private static Thumbnail wholeFrame(SubjectFinder.Choice choice) {
    List<Region> marked =
        choice.subject().reason() == Subject.Reason.NOTHING_MOVES
            ? List.of()
            : List.of(choice.subject().region());
    return draw(
        "thumbnail-320.png",
        choice,
        choice.picture().size().region(),
        LARGE,
        List.of(Overlay.Boxes.always(marked, Overlay.Style.CORNERS)));
  }

  private static Thumbnail draw(
      String name,
      SubjectFinder.Choice choice,
      Region shown,
      int longestSide,
      List<Overlay> overlays) {
    var box = new Size(longestSide, longestSide);
    Size size = new Size(shown.width(), shown.height()).fitInside(box);
    var settings =
        TargetSettings.plain(size, Fit.FILL, PALETTE, levels(choice, shown))
            .of(shown)
            .with(overlays);
    var target = new RenderTarget(choice.picture().size(), settings);
    target.draw(choice.picture(), choice.subject().frame());
    return new Thumbnail(name, target.picture());
  }

  /**
   * Wide enough for the scene without its outliers, and for the subject, which may be smaller than
   * those.
   */
  private static Levels levels(SubjectFinder.Choice choice, Region shown) {
    var values = new Histogram();
    values.add(choice.picture(), shown);
    Levels scene = Levels.ofScene(values);
    values.clear();
    values.add(choice.picture(), choice.subject().region());
    int high = Math.max(scene.high(), values.percentile(SUBJECT_HIGH_PERCENT));
    return new Levels(scene.low(), high).atLeast(Levels.LEAST_SPAN);
  }
}
