package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.Overlay;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.thumbnail.subject.Subject;
import java.util.List;

/**
 * A subject, drawn three times: close up at 64 pixels, to recognise the animal in a list, and at
 * 160, for larger tiles; and at 320 pixels in the whole frame, where its corners are marked. The
 * reasons stand in docs/decisions/0035-thumbnails-from-tracks.md.
 *
 * @param small the close-up of at most 64 pixels a side
 * @param medium the close-up of at most 160 pixels a side
 * @param large the whole frame, of at most 320 pixels a side
 */
public record SubjectPictures(IndexedPicture small, IndexedPicture medium, IndexedPicture large) {

  private static final int SMALL = 64;

  /** The longest side of a close-up; the whole frame's may be longer. */
  static final int MEDIUM = 160;

  private static final int LARGE = 320;

  private static final double SUBJECT_HIGH_PERCENT = 95;

  /** Draws a subject in its frame. */
  public static SubjectPictures of(GreyPicture frame, Subject subject, Palette palette) {
    Region close = Framing.around(subject.region(), frame.size());
    Levels levels = levels(frame, subject, close);
    Region whole = frame.size().region();
    List<Region> marked = subject.track().isEmpty() ? List.of() : List.of(subject.region());
    List<Overlay> corners = List.of(Overlay.Boxes.always(marked, Overlay.Style.CORNERS));
    return new SubjectPictures(
        draw(frame, subject, settings(close, SMALL, palette, levels)),
        draw(frame, subject, settings(close, MEDIUM, palette, levels)),
        draw(
            frame,
            subject,
            settings(whole, LARGE, palette, levels(frame, subject, whole)).with(corners)));
  }

  /** The thumbnails of a recording that is about this. */
  List<Thumbnail> ofRecording() {
    return List.of(
        new Thumbnail("thumbnail-64.png", small),
        new Thumbnail("thumbnail-160.png", medium),
        new Thumbnail("thumbnail-320.png", large));
  }

  /** The thumbnails of a track. */
  List<Thumbnail> ofTrack(int id) {
    return List.of(
        new Thumbnail("track-" + id + "-64.png", small),
        new Thumbnail("track-" + id + "-160.png", medium));
  }

  private static TargetSettings settings(
      Region shown, int longestSide, Palette palette, Levels levels) {
    Size size =
        new Size(shown.width(), shown.height()).fitInside(new Size(longestSide, longestSide));
    return TargetSettings.plain(size, Fit.FILL, palette, levels).of(shown);
  }

  private static IndexedPicture draw(GreyPicture frame, Subject subject, TargetSettings settings) {
    RenderTarget target = new RenderTarget(frame.size(), settings);
    target.draw(frame, subject.frame());
    return target.picture();
  }

  /**
   * Wide enough for the scene without its outliers, and for the subject, which may be smaller than
   * those.
   */
  private static Levels levels(GreyPicture frame, Subject subject, Region shown) {
    var values = new Histogram();
    values.add(frame, shown);
    Levels scene = Levels.ofScene(values);
    values.clear();
    values.add(frame, subject.region());
    int high = Math.max(scene.high(), values.percentile(SUBJECT_HIGH_PERCENT));
    return new Levels(scene.low(), high).atLeast(Levels.LEAST_SPAN);
  }
}
