package io.nightjar.thumbnail.seen;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Size;
import io.nightjar.motion.RecordingTracker;
import io.nightjar.motion.Track;
import io.nightjar.motion.TrackLimits;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds what moves in a recording of which no other stage has told, by reading it once, as the
 * thermal stage does. Not thread-safe.
 */
public final class MotionPass {

  /** What the thermal stage allows itself by default. */
  private static final TrackLimits LIMITS = TrackLimits.DEFAULT;

  private final Size size;
  private final RecordingTracker tracker;
  private final FrameFacts facts = new FrameFacts();

  private MotionPass(Header header) {
    this.size = new Size(header.width(), header.height());
    this.tracker = new RecordingTracker(header, LIMITS);
  }

  /** Returns the heap that one takes at most beside its reader's, in bytes. */
  public static long heapBytes(Header header, CptvLimits limits) {
    Size size = new Size(header.width(), header.height());
    long frames = Math.min(limits.maxFrames(), limits.maxTotalPixels() / size.pixels());
    return RecordingTracker.heapBytes(header, LIMITS, (int) frames) + FrameFacts.heapBytes(frames);
  }

  /**
   * Reads a recording to its end.
   *
   * @param spent is told, after each frame, how many pixels it had
   */
  public static Seen read(CptvReader recording, LongConsumer spent) throws IOException {
    MotionPass pass = new MotionPass(recording.header());
    Frame frame = recording.newFrame();
    while (recording.read(frame)) {
      pass.look(frame);
      spent.accept(frame.pixels().length);
    }
    return new Seen(pass.size, pass.facts, Track.THRESHOLD, pass.tracks());
  }

  private void look(Frame frame) {
    tracker.look(frame);
    facts.add(frame.pixels(), frame.background(), frame.affectedByFfc());
  }

  private List<SeenTrack> tracks() {
    return tracker.finish().stream().map(MotionPass::seen).toList();
  }

  private static SeenTrack seen(Track track) {
    return new SeenTrack(
        track.id(),
        track.score(),
        track.warm(),
        track.positions().stream()
            .map(at -> new Spot(at.frame(), at.x(), at.y(), at.width(), at.height(), at.mass()))
            .toList());
  }
}
