package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.FrameRenderer;
import io.nightjar.imaging.render.Overlay;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.media.VideoFrames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Draws the frames of a recording for the encoder, which asks for one after the other. */
final class PreviewVideo implements VideoFrames {

  private final PreviewFrames frames;
  private final Levels levels;
  private final int shift;
  private final FrameRenderer renderer;
  private final RenderTarget target;
  private final LongConsumer spent;
  private final int hold;
  private int pictures;

  /**
   * How it is to look.
   *
   * @param boxes in pixels of the recording
   * @param hold for how many frames a picture stands, from 1 on
   */
  record Look(PreviewParameters parameters, TrackBoxes boxes, int hold) {}

  /**
   * Begins with the frame that was read last.
   *
   * @param frame the size of the recording's frames
   * @param levels in counts
   * @param spent is told of the pixels that were drawn
   */
  PreviewVideo(PreviewFrames frames, Size frame, Levels levels, Look look, LongConsumer spent) {
    this.frames = frames;
    this.levels = levels;
    this.spent = spent;
    this.hold = look.hold();
    this.shift = SteadyScene.shift(levels.high() - levels.low());
    GreyPicture picture = frames.newPicture();
    PreviewParameters parameters = look.parameters();
    TargetSettings settings =
        TargetSettings.plain(
                parameters.size(frame),
                Fit.CONTAIN,
                parameters.palette(),
                SteadyScene.levels(levels))
            .with(overlays(look, frame, picture.size()));
    this.target = new RenderTarget(picture.size(), settings);
    this.renderer = new FrameRenderer(picture);
    renderer.add(target);
  }

  private static List<Overlay> overlays(Look look, Size frame, Size lookedAt) {
    List<Overlay> overlays = new ArrayList<>();
    if (look.parameters().boxes()) {
      TrackBoxes boxes = look.boxes().scaled(frame, lookedAt);
      overlays.add(new Overlay.Boxes(boxes::of, Overlay.Style.CORNERS));
    }
    if (look.parameters().counter()) {
      overlays.add(new Overlay.Counter());
    }
    return overlays;
  }

  /** The size of the video. */
  Size size() {
    return target.settings().size();
  }

  @Override
  public boolean next(byte[] rgb) throws IOException {
    if (pictures > 0 && !frames.next()) {
      return false;
    }
    if (pictures++ % hold == 0) {
      renderer.step(this::scene);
    }
    target.writeRgb(rgb);
    spent.accept(size().pixels());
    return true;
  }

  private int scene(GreyPicture picture) {
    frames.scene().above(levels.low(), shift, picture.samples());
    return frames.number();
  }
}
