package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.render.FrameRenderer;
import io.nightjar.imaging.render.Overlay;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.imaging.thumbnail.CloseUp;
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

  /** Draws a subject in its frame. */
  public static SubjectPictures of(GreyPicture frame, Subject subject, Palette palette) {
    Region close = CloseUp.around(subject.region(), frame.size());
    Levels levels = CloseUp.levels(frame, subject.region(), close);
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
                settings(
                        whole,
                        ThumbnailSize.LARGE,
                        palette,
                        CloseUp.levels(frame, subject.region(), whole))
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

  /** What the pictures of a track are called, without their size. */
  public static String nameOfTrack(int id) {
    return "track-" + id;
  }

  /** The thumbnails of a track. */
  List<Thumbnail> ofTrack(int id) {
    String name = nameOfTrack(id);
    return Stream.of(
            Thumbnail.inEachFormat(ThumbnailSize.SMALL.nameOf(name), small),
            Thumbnail.inEachFormat(ThumbnailSize.MEDIUM.nameOf(name), medium),
            Thumbnail.inWebp(ThumbnailSize.LARGE.nameOf(name), large))
        .flatMap(List::stream)
        .toList();
  }

  private static TargetSettings settings(
      Region shown, ThumbnailSize size, Palette palette, Levels levels) {
    return CloseUp.settings(shown, size.longestSide(), palette, levels);
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
}
