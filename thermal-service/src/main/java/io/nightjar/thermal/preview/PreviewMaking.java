package io.nightjar.thermal.preview;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.media.ChildFaultException;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewOutcome;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Renders a video as the work of a stage, and stores it. Called from several threads. */
public final class PreviewMaking {
  /** The name of the artefact. */
  public static final String NAME = "preview.mp4";

  private static final String MEDIA_TYPE = "video/mp4";

  private final PreviewRenderer renderer;

  /** Renders within limits. */
  public PreviewMaking(VideoEncoder encoder, CptvLimits limits) {
    this.renderer = new PreviewRenderer(encoder, limits);
  }

  /**
   * Renders what is ordered, and adds it to the context.
   *
   * @param summary what the completion event tells of it
   * @throws IOException as a {@link io.nightjar.pipeline.stage.Stage}
   */
  public <T extends EventData> StageOutcome make(
      PreviewRenderer.Order order, StageContext<T> context, Function<PreviewFacts, Record> summary)
      throws IOException {
    Path mp4 = context.scratch().resolve(NAME);
    return switch (render(order, mp4, context)) {
      case PreviewOutcome.Rendered(PreviewFacts facts) -> {
        context.add(NAME, MEDIA_TYPE, mp4);
        yield new StageOutcome.Completed(summary.apply(facts));
      }
      case PreviewOutcome.Partial(PreviewFacts facts, String code, String description) -> {
        context.add(NAME, MEDIA_TYPE, mp4);
        yield new StageOutcome.Partial(code, description, summary.apply(facts));
      }
      case PreviewOutcome.Rejected(String code, String description) ->
          new StageOutcome.Rejected(code, description);
    };
  }

  private PreviewOutcome render(PreviewRenderer.Order order, Path mp4, StageContext<?> context)
      throws IOException {
    try {
      return renderer.render(
          order, mp4, new PreviewRenderer.Meter(context::spend, context::reserve));
    } catch (ChildFaultException e) {
      throw new MachineFaultException(e.code(), String.valueOf(e.getMessage()), e);
    }
  }
}
