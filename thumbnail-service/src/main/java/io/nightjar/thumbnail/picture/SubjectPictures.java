package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Resampler;
import io.nightjar.imaging.Size;
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

  private static final double LOW_PERCENT = 1;
  private static final double HIGH_PERCENT = 99.5;
  private static final double SUBJECT_HIGH_PERCENT = 95;

  /**
   * Less contrast than this, in counts, is mostly noise and is not stretched over the whole
   * palette.
   */
  private static final int LEAST_SPAN = 60;

  private SubjectPictures() {}

  /** The thumbnails in increasing size. */
  static List<Thumbnail> of(SubjectFinder.Choice choice) {
    return List.of(closeUp(choice), wholeFrame(choice));
  }

  private static Thumbnail closeUp(SubjectFinder.Choice choice) {
    Region shown = Framing.around(choice.subject().region(), choice.picture().size());
    return new Thumbnail("thumbnail-64.png", draw(choice, shown, SMALL));
  }

  private static Thumbnail wholeFrame(SubjectFinder.Choice choice) {
    Size frame = choice.picture().size();
    IndexedPicture picture = draw(choice, frame.region(), LARGE);
    if (choice.subject().reason() != Subject.Reason.NOTHING_MOVES) {
      CornerMarks.draw(picture, choice.subject().region(), frame);
    }
    return new Thumbnail("thumbnail-320.png", picture);
  }

  private static IndexedPicture draw(SubjectFinder.Choice choice, Region shown, int longestSide) {
    var box = new Size(longestSide, longestSide);
    Size target = new Size(shown.width(), shown.height()).fitInside(box);
    GreyPicture scaled = new Resampler(shown, target).apply(choice.picture());
    return levels(choice, shown).apply(scaled, PALETTE);
  }

  /**
   * Wide enough for the scene without its outliers, and for the subject, which may be smaller than
   * those.
   */
  private static Levels levels(SubjectFinder.Choice choice, Region shown) {
    var values = new Histogram();
    values.add(choice.picture(), shown);
    Levels scene = Levels.percentiles(values, LOW_PERCENT, HIGH_PERCENT);
    values.clear();
    values.add(choice.picture(), choice.subject().region());
    int high = Math.max(scene.high(), values.percentile(SUBJECT_HIGH_PERCENT));
    return new Levels(scene.low(), high).atLeast(LEAST_SPAN);
  }
}
