package io.nightjar.motion;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds what moves in a CPTV recording while somebody reads it: {@link MotionTracker} with what
 * files bring along. Background frames are left out, but counted; frames without a time are taken
 * at the nominal rate; large frames are looked at reduced, to at most {@value
 * BoxAverage#LONGEST_SIDE} pixels a side, for what is known of sizes and speeds is of small ones.
 * Not thread-safe.
 */
public final class RecordingTracker {
  private static final double MILLIS_PER_SECOND = 1000;

  private final TrackLimits limits;
  private final int framesPerSecond;
  private final BoxAverage boxes;
  private final MotionTracker tracker;
  private final BitSet backgroundFrames = new BitSet();
  private int frames;
  private int moments;

  /** Starts before the first frame. */
  public RecordingTracker(Header header, TrackLimits limits) {
    this.limits = limits;
    this.framesPerSecond = header.framesPerSecond();
    this.boxes = new BoxAverage(header.width(), header.height());
    this.tracker = new MotionTracker(boxes.width(), boxes.height(), limits);
  }

  /**
   * Returns the heap that one takes at most, in bytes: {@link MotionTracker#heapBytes} of the
   * reduced frames, 2 for each of their pixels, a bit for each frame, and one track once more while
   * its positions are translated.
   *
   * @param mostFrames that it will look at
   */
  public static long heapBytes(Header header, TrackLimits limits, int mostFrames) {
    int side = BoxAverage.side(header.width(), header.height());
    int width = BoxAverage.boxes(header.width(), side);
    int height = BoxAverage.boxes(header.height(), side);
    return MotionTracker.heapBytes(width, height, limits, mostFrames)
        + MotionTracker.trackBytes(limits, mostFrames)
        + (long) Short.BYTES * width * height
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

  /** Returns the limits it was made with. */
  public TrackLimits limits() {
    return limits;
  }

  /** Returns how many frames it looked at, background frames counted. */
  public int frames() {
    return frames;
  }

  /**
   * Ends the recording. To be called once, after the last frame.
   *
   * @return as {@link MotionTracker#finish}, but in pixels of the recording, and with frames by
   *     their place in the recording, from 0, background frames counted
   */
  public List<Track> finish() {
    List<Track> tracks = new ArrayList<>(tracker.finish());
    if (boxes.side() > 1 || !backgroundFrames.isEmpty()) {
      FrameNumbers numbers = new FrameNumbers(backgroundFrames);
      tracks.replaceAll(track -> inRecording(track, numbers));
    }
    return tracks;
  }

  private Track inRecording(Track track, FrameNumbers numbers) {
    return new Track(
        track.id(),
        track.warm(),
        track.score(),
        track.positions().stream()
            .map(position -> inRecording(position, numbers.of(position.frame())))
            .toList());
  }

  private Position inRecording(Position at, int frame) {
    Box box = boxes.enlarged(new Box(at.x(), at.y(), at.right(), at.bottom()));
    long pixels = (long) boxes.side() * boxes.side();
    return new Position(
        frame,
        box.left(),
        box.top(),
        box.width(),
        box.height(),
        at.mass() * pixels,
        enlarged(at.centroidX()),
        enlarged(at.centroidY()));
  }

  /** Of a place, where a pixel's middle is a whole number. */
  private float enlarged(float place) {
    return (float) ((place + 0.5) * boxes.side() - 0.5);
  }
}
