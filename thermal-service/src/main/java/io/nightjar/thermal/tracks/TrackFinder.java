package io.nightjar.thermal.tracks;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.imaging.BoxAverage;
import io.nightjar.imaging.Size;
import io.nightjar.motion.MotionTracker;
import io.nightjar.motion.TrackLimits;
import java.util.BitSet;

/**
 * Finds what moves in a recording while somebody reads it. Large frames are looked at reduced, to
 * at most {@value BoxAverage#LONGEST_SIDE} pixels a side: what is known of sizes and speeds is of
 * small ones. Not thread-safe.
 */
public final class TrackFinder {
  private static final double MILLIS_PER_SECOND = 1000;

  private final Size size;
  private final int framesPerSecond;
  private final TrackLimits limits;
  private final BoxAverage boxes;
  private final MotionTracker tracker;
  private final BitSet backgroundFrames = new BitSet();
  private int frames;
  private int moments;

  /** Starts before the first frame. */
  public TrackFinder(Header header, TrackLimits limits) {
    this.size = new Size(header.width(), header.height());
    this.framesPerSecond = header.framesPerSecond();
    this.limits = limits;
    this.boxes = new BoxAverage(size);
    Size reduced = boxes.reduced();
    this.tracker = new MotionTracker(reduced.width(), reduced.height(), limits);
  }

  /**
   * Returns the heap that one takes at most, in bytes: {@link MotionTracker#heapBytes} of the
   * reduced frames, 2 for each of their pixels, and a bit for each frame.
   */
  public static long heapBytes(Header header, TrackLimits limits, int mostFrames) {
    Size reduced = BoxAverage.reduced(new Size(header.width(), header.height()));
    return MotionTracker.heapBytes(reduced.width(), reduced.height(), limits, mostFrames)
        + (long) Short.BYTES * reduced.pixels()
        + mostFrames / 4;
  }

  /** Looks at the next frame; background frames show another scene, and are only counted. */
  public void look(Frame frame) {
    if (frame.background()) {
      backgroundFrames.set(frames++);
      return;
    }
    long nominal = Math.round(MILLIS_PER_SECOND * moments / framesPerSecond);
    tracker.look(
        boxes.of(frame.pixels()),
        frame.timeOnMillis().orElse(nominal),
        frame.sinceFfcMillis().orElse(MotionTracker.UNKNOWN));
    frames++;
    moments++;
  }

  /** Returns what was found. To be called once, after the last frame. */
  public TracksDocument finish() {
    return new TracksDocument(
        size, frames, limits, tracker.finish(), new FrameNumbers(backgroundFrames), boxes);
  }
}
