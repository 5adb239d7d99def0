package io.nightjar.thermal.preview;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.media.ChildFaultException;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewOutcome;
import io.nightjar.thermal.preview.video.PreviewParameters;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import io.nightjar.thermal.preview.video.TrackBoxes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a recording into a video, {@code preview.mp4}. */
public final class PreviewStage implements Stage<StageCompleted> {
  private static final int VERSION = 1;
  private static final String NAME = "preview.mp4";

  private final PreviewRenderer renderer;
  private final PreviewParameters parameters;
  private final StageVersion version;

  /** The parameters and the limits shape the preview, and what {@link #furtherInput} names. */
  public PreviewStage(VideoEncoder encoder, PreviewParameters parameters, CptvLimits limits) {
    this.renderer = new PreviewRenderer(encoder, limits);
    this.parameters = parameters;
    this.version = StageVersion.of("preview", VERSION, new Inputs(parameters, limits));
  }

  private record Inputs(PreviewParameters parameters, CptvLimits limits) {}

  /** The document that the contrast is taken from. */
  private record Document(String sha256) {}

  /** A few facts for the completion event. */
  private record Summary(
      int frames,
      int heldFrames,
      int width,
      int height,
      int framesPerSecond,
      double durationSeconds,
      Levels levels) {

    static Summary of(PreviewFacts facts) {
      return new Summary(
          facts.frames(),
          facts.held(),
          facts.size().width(),
          facts.size().height(),
          facts.framesPerSecond(),
          facts.durationSeconds(),
          facts.levels());
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public Optional<Record> furtherInput(StageCompleted event) {
    return SceneFacts.in(event).map(Artefact::object).map(object -> new Document(object.sha256()));
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    Path mp4 = context.scratch().resolve(NAME);
    return switch (render(context, mp4)) {
      case PreviewOutcome.Rendered(PreviewFacts facts) -> {
        context.add(NAME, "video/mp4", mp4);
        yield new StageOutcome.Completed(Summary.of(facts));
      }
      case PreviewOutcome.Partial(PreviewFacts facts, String code, String description) -> {
        context.add(NAME, "video/mp4", mp4);
        yield new StageOutcome.Partial(code, description, Summary.of(facts));
      }
      case PreviewOutcome.Rejected(String code, String description) ->
          new StageOutcome.Rejected(code, description);
    };
  }

  private PreviewOutcome render(StageContext<StageCompleted> context, Path mp4) throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            context::openSource,
            context.source().size(),
            parameters,
            contrast(context),
            TrackBoxes.NONE);
    try {
      return renderer.render(
          order, mp4, new PreviewRenderer.Meter(context::spend, context::reserve));
    } catch (ChildFaultException e) {
      throw new MachineFaultException(e.code(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<Levels> contrast(StageContext<StageCompleted> context)
      throws IOException {
    Optional<Artefact> document = SceneFacts.in(context.event());
    return document.isPresent()
        ? context
            .document(document.get().object(), SceneFacts.MOST_BYTES)
            .map(SceneFacts::read)
            .flatMap(SceneFacts::contrast)
        : Optional.empty();
  }
}
