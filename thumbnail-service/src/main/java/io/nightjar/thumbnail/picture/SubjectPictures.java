package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.FrameRenderer;
import io.nightjar.imaging.render.Overlay;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.imaging.thumbnail.ThumbnailSize;
import io.nightjar.thumbnail.subject.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A subject, drawn four times: close up at 64 pixels, to recognise the animal in a list, at 160,
 * for larger tiles, and at 320, to look at; and at 320 pixels in the whole frame, where its corners
 * are marked. The reasons stand in docs/decisions/0035-thumbnails-from-tracks.md.
 *
 * @param small the close-up of at most 64 pixels a side
 * @param medium the close-up of at most 160 pixels a side
 * @param large the close-up of at most 320 pixels a side
 * @param scene the whole frame, of at most 320 pixels a side
 */
public record SubjectPictures(
    IndexedPicture small, IndexedPicture medium, IndexedPicture large, IndexedPicture scene) {

  private static final double SUBJECT_HIGH_PERCENT = 95;

  /** Draws a subject in its frame. */
  public static SubjectPictures of(GreyPicture frame, Subject subject, Palette palette) {
    Region close = Framing.around(subject.region(), frame.size());
    Levels levels = levels(frame, subject, close);
    Region whole = frame.size().region();
    List<Region> marked = subject.track().isEmpty() ? List.of() : List.of(subject.region());
    List<Overlay> corners = List.of(Overlay.Boxes.always(marked, Overlay.Style.CORNERS));
    RenderTarget small = target(frame, settings(close, ThumbnailSize.SMALL, palette, levels));
    RenderTarget medium = target(frame, settings(close, ThumbnailSize.MEDIUM, palette, levels));
    RenderTarget large = target(frame, settings(close, ThumbnailSize.LARGE, palette, levels));
    RenderTarget scene =
        marked.isEmpty() && close.equals(whole)
            ? large
            : target(
                frame,
                settings(whole, ThumbnailSize.LARGE, palette, levels(frame, subject, whole))
                    .with(corners));
    draw(frame, subject.frame(), Stream.of(small, medium, large, scene).distinct());
    return new SubjectPictures(small.picture(), medium.picture(), large.picture(), scene.picture());
  }

  /** The thumbnails of a recording that is about this. */
  List<Thumbnail> ofRecording() {
    String name = ThumbnailSize.OF_RECORDING;
    return Stream.of(
            Thumbnail.inEachFormat(ThumbnailSize.SMALL.nameOf(name), small),
            Thumbnail.inEachFormat(ThumbnailSize.MEDIUM.nameOf(name), medium),
            Thumbnail.inEachFormat(ThumbnailSize.LARGE.nameOf(name), scene),
            Thumbnail.inWebp(ThumbnailSize.LARGE.nameOf("close-up"), large))
        .flatMap(List::stream)
        .toList();
  }

  /** The thumbnails of a track. */
  List<Thumbnail> ofTrack(int id) {
    String name = "track-" + id;
    return Stream.of(
            Thumbnail.inEachFormat(ThumbnailSize.SMALL.nameOf(name), small),
            Thumbnail.inEachFormat(ThumbnailSize.MEDIUM.nameOf(name), medium),
            Thumbnail.inWebp(ThumbnailSize.LARGE.nameOf(name), large))
        .flatMap(List::stream)
        .toList();
  }

  private static TargetSettings settings(
      Region shown, ThumbnailSize size, Palette palette, Levels levels) {
    Size most = new Size(size.longestSide(), size.longestSide());
    Size drawn = new Size(shown.width(), shown.height()).fitInside(most);
    return TargetSettings.plain(drawn, Fit.FILL, palette, levels).of(shown);
  }

  private static RenderTarget target(GreyPicture frame, TargetSettings settings) {
    return new RenderTarget(frame.size(), settings);
  }

  private static void draw(GreyPicture frame, int number, Stream<RenderTarget> targets) {
    FrameRenderer renderer = new FrameRenderer(frame);
    targets.forEach(renderer::add);
    try {
      renderer.step(_ -> number);
    } catch (IOException memoryThrowsNone) {
      throw new UncheckedIOException(memoryThrowsNone);
    }
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
