package io.nightjar.thermal.render;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.Renders;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes what somebody has asked for. A further artefact is a further case of {@link Render} and a
 * {@link Renderer} here.
 */
public final class RenderStage implements Stage<RenderRequested> {
  private final Renderer<Render.FramesNpz> framesNpz;
  private final Renderer<Render.PreviewMp4> previewMp4;

  /** Decodes within limits. */
  public RenderStage(VideoEncoder encoder, CptvLimits limits) {
    this.framesNpz = new FramesNpzRenderer(limits);
    this.previewMp4 = new PreviewMp4Renderer(encoder, limits);
  }

  @Override
  public StageVersion version() {
    return Renders.VERSION;
  }

  /** What is to be made of sound, another service makes. */
  @Override
  public boolean takes(RenderRequested event) {
    return event.render().kind() == MediaKind.THERMAL;
  }

  /** What is asked for, with its parameters, makes the work another one. */
  @Override
  public Optional<Record> furtherInput(RenderRequested event) {
    return Optional.of((Record) event.render());
  }

  @Override
  public StageOutcome work(StageContext<RenderRequested> context)
      throws IOException, InterruptedException {
    try {
      return switch (context.event().render()) {
        case Render.FramesNpz render -> framesNpz.make(render, context);
        case Render.PreviewMp4 render -> previewMp4.make(render, context);
        case Render.OfSound render ->
            throw new IllegalArgumentException("not of a thermal recording: " + render.named());
      };
    } catch (CptvException e) {
      return new StageOutcome.Rejected(e.code(), String.valueOf(e.getMessage()));
    }
  }
}
