package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailFiles;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.picture.ThumbnailRenderer;
import io.nightjar.thumbnail.seen.Seen;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Renders and stores the thumbnails of a recording. Where the thermal stage has told what moves,
 * only the frames that are shown are read. Thread-safe.
 */
final class ThumbnailWork {
  /** Rises whenever the same recording, or the same answer about it, gives other thumbnails. */
  static final int VERSION = 6;

  /** The name of the stages that make thumbnails. */
  static final String STAGE = "thumbnail";

  private final CptvLimits limits;
  private final ThumbnailRenderer renderer;
  private final DerivedShare share;

  /**
   * @param limits what to read of a recording at most
   * @param mostTracks that have thumbnails of their own
   * @param palette their colours
   * @param share how many bytes they may have together
   */
  ThumbnailWork(CptvLimits limits, int mostTracks, Palette palette, DerivedShare share) {
    this.limits = limits;
    this.share = share;
    this.renderer = new ThumbnailRenderer(limits, mostTracks, palette);
  }

  /**
   * Makes them.
   *
   * @param told what the thermal stage has told
   * @param judged how the recording looks to a classifier; as it is, if none has looked
   * @param followed whose findings are shown
   */
  StageOutcome run(
      StageContext<StageCompleted> context,
      Optional<ToldFiles> told,
      UnaryOperator<Seen> judged,
      Followed followed)
      throws IOException {
    return switch (render(context, told, judged)) {
      case ThumbnailOutcome.Rendered(ThumbnailOutcome.Pictures pictures) -> {
        Announced announced = Announced.within(context.room(), pictures, followed);
        store(context, announced.pictures().thumbnails());
        yield new StageOutcome.Completed(announced.summary());
      }
      case ThumbnailOutcome.Partial(
              ThumbnailOutcome.Pictures pictures,
              String code,
              String description) -> {
        Announced announced = Announced.within(context.room(), pictures, followed);
        store(context, announced.pictures().thumbnails());
        yield new StageOutcome.Partial(code, description, announced.summary());
      }
      case ThumbnailOutcome.Rejected(String code, String description) ->
          new StageOutcome.Rejected(code, description);
    };
  }

  private ThumbnailOutcome render(
      StageContext<StageCompleted> context, Optional<ToldFiles> told, UnaryOperator<Seen> judged)
      throws IOException {
    try {
      return told.isPresent()
          ? renderer.render(told.get().recording(context, limits, judged), context::reserve)
          : renderer.render(
              context::openSource,
              judged,
              new ThumbnailRenderer.Meter(context::spend, context::reserve));
    } catch (FramesUnreadableException e) {
      throw new BrokenContractException(
          "unreadable-document", context.source().key() + ": " + e.getMessage(), e);
    }
  }

  private void store(StageContext<?> context, List<Thumbnail> thumbnails) throws IOException {
    long mostBytes = share.thumbnailBytes(context.source().size());
    for (ThumbnailFiles.File file : ThumbnailFiles.of(thumbnails, mostBytes)) {
      context.add(file.name(), file.mediaType(), file.bytes());
    }
  }
}
