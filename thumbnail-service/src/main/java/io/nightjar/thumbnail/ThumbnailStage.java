package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Region;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.picture.ThumbnailRenderer;
import io.nightjar.thumbnail.subject.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Shows the frame and the region of a recording where something warm moves, and each track by
 * itself. Where the thermal stage has told what moves, only the frames that are shown are read.
 */
final class ThumbnailStage implements Stage<StageCompleted> {
  private static final int VERSION = 3;

  private final ThumbnailRenderer renderer;
  private final CptvLimits limits;
  private final StageVersion version;

  /**
   * The limits and the number of tracks shape the thumbnails, and what {@link #furtherInput} names.
   *
   * @param mostTracks that have thumbnails of their own
   */
  ThumbnailStage(CptvLimits limits, int mostTracks) {
    this.renderer = new ThumbnailRenderer(limits, mostTracks);
    this.limits = limits;
    this.version = StageVersion.of("thumbnail", VERSION, new Shape(limits, mostTracks));
  }

  private record Shape(CptvLimits limits, int mostTracks) {}

  /** A few facts for the completion event: the region is in pixels of the frame. */
  private record Summary(
      int frame,
      int x,
      int y,
      int width,
      int height,
      String reason,
      OptionalInt track,
      double score,
      List<TrackFacts> tracks) {

    static Summary of(ThumbnailOutcome.Pictures pictures) {
      Subject subject = pictures.subject();
      Region region = subject.region();
      return new Summary(
          subject.frame(),
          region.x(),
          region.y(),
          region.width(),
          region.height(),
          subject.reason().code(),
          subject.track(),
          subject.score(),
          pictures.tracks().stream().map(TrackFacts::of).toList());
    }
  }

  /** What the pictures of one track show. */
  private record TrackFacts(int id, int frame, int x, int y, int width, int height, double score) {

    static TrackFacts of(Subject subject) {
      Region region = subject.region();
      return new TrackFacts(
          subject.track().orElseThrow(),
          subject.frame(),
          region.x(),
          region.y(),
          region.width(),
          region.height(),
          subject.score());
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public Optional<Record> furtherInput(StageCompleted event) {
    return ToldFiles.in(event).map(ToldFiles::digests);
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    return switch (render(context)) {
      case ThumbnailOutcome.Rendered(ThumbnailOutcome.Pictures pictures) -> {
        store(context, pictures.thumbnails());
        yield new StageOutcome.Completed(Summary.of(pictures));
      }
      case ThumbnailOutcome.Partial(
              ThumbnailOutcome.Pictures pictures,
              String code,
              String description) -> {
        store(context, pictures.thumbnails());
        yield new StageOutcome.Partial(code, description, Summary.of(pictures));
      }
      case ThumbnailOutcome.Rejected(String code, String description) ->
          new StageOutcome.Rejected(code, description);
    };
  }

  private ThumbnailOutcome render(StageContext<StageCompleted> context) throws IOException {
    Optional<ToldFiles> told = ToldFiles.in(context.event());
    try {
      return told.isPresent()
          ? renderer.render(told.get().recording(context, limits), context::reserve)
          : renderer.render(
              context::openSource, new ThumbnailRenderer.Meter(context::spend, context::reserve));
    } catch (FramesUnreadableException e) {
      throw new BrokenContractException(
          "unreadable-document", context.source().key() + ": " + e.getMessage(), e);
    }
  }

  private static void store(StageContext<?> context, List<Thumbnail> thumbnails)
      throws IOException {
    for (Thumbnail thumbnail : thumbnails) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      thumbnail.writeTo(png);
      context.add(thumbnail.name(), Thumbnail.MEDIA_TYPE, png.toByteArray());
    }
  }
}
