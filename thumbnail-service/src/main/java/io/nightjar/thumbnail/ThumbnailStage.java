package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thumbnail.picture.Thumbnail;
import io.nightjar.thumbnail.picture.ThumbnailOutcome;
import io.nightjar.thumbnail.picture.ThumbnailRenderer;
import io.nightjar.thumbnail.subject.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Shows the frame and the region of a recording where something warm moves. */
final class ThumbnailStage implements Stage<StageCompleted> {
  private static final int VERSION = 2;

  private final ThumbnailRenderer renderer;
  private final StageVersion version;

  /** Nothing shapes the thumbnails but the code and the limits. */
  ThumbnailStage(CptvLimits limits) {
    this.renderer = new ThumbnailRenderer(limits);
    this.version = StageVersion.of("thumbnail", VERSION, limits);
  }

  /** A few facts for the completion event: the region is in pixels of the frame. */
  private record Summary(int frame, int x, int y, int width, int height, String reason) {
    static Summary of(Subject subject) {
      return new Summary(
          subject.frame(),
          subject.region().x(),
          subject.region().y(),
          subject.region().width(),
          subject.region().height(),
          subject.reason().code());
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    return switch (renderer.render(context.openSource(), context::spend, context::reserve)) {
      case ThumbnailOutcome.Rendered(Subject subject, List<Thumbnail> thumbnails) -> {
        store(context, thumbnails);
        yield new StageOutcome.Completed(Summary.of(subject));
      }
      case ThumbnailOutcome.Partial(
              Subject subject,
              List<Thumbnail> thumbnails,
              String code,
              String description) -> {
        store(context, thumbnails);
        yield new StageOutcome.Partial(code, description, Summary.of(subject));
      }
      case ThumbnailOutcome.Rejected(String code, String description) ->
          new StageOutcome.Rejected(code, description);
    };
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
