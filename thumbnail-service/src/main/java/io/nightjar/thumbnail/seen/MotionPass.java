package io.nightjar.thumbnail.seen;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.BoxAverage;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.motion.MotionTracker;
import io.nightjar.motion.Position;
import io.nightjar.motion.Track;
import io.nightjar.motion.TrackLimits;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Finds what moves in a recording of which no other stage has told, by reading it once. Large
 * frames are looked at reduced, as the thermal stage does. Not thread-safe.
 */
public final class MotionPass {

  /** What the thermal stage allows itself by default. */
  private static final TrackLimits LIMITS = TrackLimits.DEFAULT;

  private static final double MILLIS_PER_SECOND = 1000;

  private final Size size;
  private final int framesPerSecond;
  private final BoxAverage boxes;
  private final MotionTracker tracker;
  private final FrameFacts facts = new FrameFacts();

  private MotionPass(Header header) {
    this.size = new Size(header.width(), header.height());
    this.framesPerSecond = header.framesPerSecond();
    this.boxes = new BoxAverage(size);
    Size reduced = boxes.reduced();
    this.tracker = new MotionTracker(reduced.width(), reduced.height(), LIMITS);
  }

  /** Returns the heap that one takes at most beside its reader's, in bytes. */
  public static long heapBytes(Header header, CptvLimits limits) {
    Size size = new Size(header.width(), header.height());
    Size reduced = BoxAverage.reduced(size);
    long frames = Math.min(limits.maxFrames(), limits.maxTotalPixels() / size.pixels());
    return MotionTracker.heapBytes(reduced.width(), reduced.height(), LIMITS, (int) frames)
        + (long) Short.BYTES * reduced.pixels()
        + FrameFacts.heapBytes(frames)
        + frames * 3 * Integer.BYTES;
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
    if (!frame.background()) {
      long nominal = Math.round(MILLIS_PER_SECOND * facts.shown() / framesPerSecond);
      tracker.look(
          boxes.of(frame.pixels()),
          frame.timeOnMillis().orElse(nominal),
          frame.sinceFfcMillis().orElse(MotionTracker.UNKNOWN));
    }
    facts.add(frame.pixels(), frame.background(), frame.affectedByFfc());
  }

  private List<SeenTrack> tracks() {
    int[] numbers = IntStream.range(0, facts.size()).filter(n -> !facts.background(n)).toArray();
    return tracker.finish().stream()
        .map(
            track ->
                new SeenTrack(
                    track.id(),
                    track.score(),
                    track.warm(),
                    track.positions().stream().map(at -> spot(at, numbers[at.frame()])).toList()))
        .toList();
  }

  private Spot spot(Position position, int frame) {
    Region box =
        boxes.enlarged(new Region(position.x(), position.y(), position.width(), position.height()));
    long pixels = (long) boxes.side() * boxes.side();
    return new Spot(frame, box.x(), box.y(), box.width(), box.height(), position.mass() * pixels);
  }
}
