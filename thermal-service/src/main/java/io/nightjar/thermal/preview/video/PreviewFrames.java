package io.nightjar.thermal.preview.video;

import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Resampler;
import io.nightjar.imaging.Size;
import io.nightjar.motion.MotionTracker;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads the frames of a recording that are to be seen, and steadies its scene. Not thread-safe. */
final class PreviewFrames {

  private final CptvReader reader;
  private final FrameRange range;
  private final long most;
  private final LongConsumer spent;
  private final Frame frame;
  private final GreyPicture whole;
  private final GreyPicture lookedAt;
  private final Resampler resampler;
  private final SteadyScene scene;
  private int frames;
  private boolean ended;

  /**
   * The frames of a recording that was just opened.
   *
   * @param range which of them
   * @param most frames that there may be
   * @param size the size in which they are looked at
   * @param spent is told of the pixels that were read
   */
  PreviewFrames(CptvReader reader, FrameRange range, long most, Size size, LongConsumer spent) {
    this.reader = reader;
    this.range = range;
    this.most = most;
    this.spent = spent;
    this.frame = reader.newFrame();
    this.whole = new GreyPicture(sizeOf(reader), frame.pixels());
    this.lookedAt = size.equals(whole.size()) ? whole : new GreyPicture(size);
    this.resampler = new Resampler(whole.size().region(), size);
    this.scene = new SteadyScene(size.width(), size.height());
  }

  /** The size of a recording's frames. */
  static Size sizeOf(CptvReader reader) {
    return new Size(reader.header().width(), reader.header().height());
  }

  /** The heap that reading takes, with the frames and the scene. */
  static long heapBytes(CptvReader reader, Size size) {
    return reader.heapBytes()
        + (Short.BYTES + SteadyScene.HEAP_BYTES_PER_PIXEL) * (long) size.pixels();
  }

  /**
   * Goes on to the next frame; background frames, which show no moment, are passed over.
   *
   * @throws VideoTooLargeException if there are more than there may be
   */
  boolean next() throws IOException {
    while (read()) {
      spent.accept(frame.pixels().length);
      if (!frame.background() && frame.number() >= range.from()) {
        if (frames == most) {
          throw new VideoTooLargeException(most);
        }
        look();
        return true;
      }
    }
    return false;
  }

  private boolean read() throws IOException {
    if (ended || reader.frames() >= range.to()) {
      return false;
    }
    ended = !reader.read(frame);
    return !ended;
  }

  /** How the recording ended, if it was read as far as that. */
  Optional<Ending> ending() {
    return ended ? Optional.of(reader.ending()) : Optional.empty();
  }

  private void look() {
    if (lookedAt != whole) {
      resampler.apply(whole, lookedAt);
    }
    scene.look(lookedAt.samples(), frame.sinceFfcMillis().orElse(MotionTracker.UNKNOWN));
    frames++;
  }

  /** A picture of the size in which they are looked at. */
  GreyPicture newPicture() {
    return new GreyPicture(lookedAt.size());
  }

  /** How many there were so far. */
  int frames() {
    return frames;
  }

  /** The place of the last one in its file. */
  int number() {
    return frame.number();
  }

  /** The scene with the last one in it. */
  SteadyScene scene() {
    return scene;
  }
}
