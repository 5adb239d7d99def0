package io.nightjar.thermal.preview;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thermal.preview.video.BoxSource;
import io.nightjar.thermal.preview.video.FrameRange;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewParameters;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import io.nightjar.thermal.tracks.TracksDocument;
import java.io.IOException;
import java.util.Optional;

/** Makes a recording into a video, {@code preview.mp4}. */
public final class PreviewStage implements Stage<StageCompleted> {
  private static final int VERSION = 2;

  private final PreviewMaking making;
  private final PreviewParameters parameters;
  private final DerivedShare share;
  private final StageVersion version;

  /**
   * The parameters, the limits and its share of bytes shape the preview, and what {@link
   * #furtherInput} names.
   */
  public PreviewStage(
      VideoEncoder encoder, PreviewParameters parameters, CptvLimits limits, DerivedShare share) {
    this.making = new PreviewMaking(encoder, limits);
    this.parameters = parameters;
    this.share = share;
    this.version = StageVersion.of("preview", VERSION, new Inputs(parameters, limits, share));
  }

  private record Inputs(PreviewParameters parameters, CptvLimits limits, DerivedShare share) {}

  /**
   * The documents that shape the preview: the digests of the one that the contrast is taken from,
   * and of the one with the tracks, if they are drawn.
   */
  private record Documents(Optional<String> sha256, Optional<String> tracks) {}

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
    Optional<String> contrast = SceneFacts.in(event).map(PreviewStage::sha256);
    Optional<String> tracks = tracks(event).map(PreviewStage::sha256);
    return contrast.isEmpty() && tracks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Documents(contrast, tracks));
  }

  private static String sha256(Artefact artefact) {
    return artefact.object().sha256();
  }

  /** Where the tracks are, if they are drawn. */
  private Optional<Artefact> tracks(StageCompleted event) {
    return parameters.boxes() ? SceneFacts.in(event, TracksDocument.NAME) : Optional.empty();
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            context::openSource,
            FrameRange.ALL,
            parameters,
            contrast(context),
            tracks(context.event())
                .<BoxSource>map(artefact -> new StoredTracks(context, artefact.object()))
                .orElse(BoxSource.NONE),
            bounds(context.event()));
    return making.make(order, context, Summary::of);
  }

  /** What is left of the recording's share beside what the thermal stage has made of it. */
  private PreviewRenderer.Bounds bounds(StageCompleted decoded) {
    long documents =
        decoded.artefacts().stream().mapToLong(artefact -> artefact.object().size()).sum();
    return PreviewRenderer.Bounds.ofBytes(share.previewBytes(decoded.source().size(), documents));
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
