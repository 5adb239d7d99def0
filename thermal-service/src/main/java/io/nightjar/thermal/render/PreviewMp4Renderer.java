package io.nightjar.thermal.render;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.media.VideoEncoder;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.thermal.preview.PreviewMaking;
import io.nightjar.thermal.preview.StoredTracks;
import io.nightjar.thermal.preview.video.BoxSource;
import io.nightjar.thermal.preview.video.FrameRange;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewParameters;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import java.io.IOException;
import java.util.Locale;

/**
 * Makes {@code preview.mp4} as somebody wants it. Frames, scene and video are those of the stage
 * {@code preview}, but however many bytes the video takes it is not encoded coarser: who asks knows
 * why.
 */
final class PreviewMp4Renderer implements Renderer<Render.PreviewMp4> {
  /** Of the video: 51 minutes of 320 × 240 pixels at 9 frames a second. */
  static final long MOST_PIXELS = 1L << 31;

  /** Finer than the stage's, for who asks wants to see; what is made here depends on no setting. */
  private static final int QUANTISER = 26;

  private final PreviewMaking making;
  private final CptvLimits limits;

  /** Decodes within limits. */
  PreviewMp4Renderer(VideoEncoder encoder, CptvLimits limits) {
    this.making = new PreviewMaking(encoder, limits);
    this.limits = limits;
  }

  /**
   * A few facts for the completion event.
   *
   * @param artefact what was made
   * @param frames of the video
   * @param heldFrames for which the one before stands, as they were torn
   * @param height of the video
   * @param width likewise
   * @param framesPerSecond all through
   * @param durationSeconds that it plays
   * @param levels its contrast
   */
  private record Summary(
      String artefact,
      int frames,
      int heldFrames,
      int height,
      int width,
      int framesPerSecond,
      double durationSeconds,
      Levels levels) {

    static Summary of(PreviewFacts facts) {
      return new Summary(
          Render.PREVIEW_MP4,
          facts.frames(),
          facts.held(),
          facts.size().height(),
          facts.size().width(),
          facts.framesPerSecond(),
          facts.durationSeconds(),
          facts.levels());
    }
  }

  @Override
  public StageOutcome make(Render.PreviewMp4 render, StageContext<RenderRequested> context)
      throws IOException, CptvException {
    int longestSide = longestSide(frameSize(context), render.width());
    if (longestSide > Render.PreviewMp4.WIDEST) {
      return new StageOutcome.Rejected(
          TOO_LARGE, "the video would be " + longestSide + " pixels high; ask for a smaller width");
    }
    return making.make(order(render, longestSide, context), context, Summary::of);
  }

  private Size frameSize(StageContext<RenderRequested> context) throws IOException, CptvException {
    try (CptvReader reader = CptvReader.open(context.openSource(), limits)) {
      return new Size(reader.header().width(), reader.header().height());
    }
  }

  /** The longest side of a video of some width that shows all of a frame. */
  static int longestSide(Size frame, int width) {
    return frame.height() <= frame.width()
        ? width
        : Math.toIntExact(((long) width * frame.height() + frame.width() / 2) / frame.width());
  }

  private static PreviewRenderer.Order order(
      Render.PreviewMp4 render, int longestSide, StageContext<RenderRequested> context) {
    return new PreviewRenderer.Order(
        context::openSource,
        new FrameRange(render.from(), render.to().orElse(Integer.MAX_VALUE)),
        new PreviewParameters(
            longestSide,
            palette(render.palette()),
            QUANTISER,
            render.tracks().isPresent(),
            render.frameCounter()),
        render.levels().map(contrast -> new Levels(contrast.low(), contrast.high())),
        render
            .tracks()
            .<BoxSource>map(tracks -> new StoredTracks(context, tracks))
            .orElse(BoxSource.NONE),
        PreviewRenderer.Bounds.ofPixels(MOST_PIXELS));
  }

  private static Palette palette(String name) {
    try {
      return Palette.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BrokenContractException("unreadable-event", "no palette " + name, e);
    }
  }
}
